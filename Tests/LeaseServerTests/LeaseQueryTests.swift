import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Lease queries (RFC 4388)")
struct LeaseQueryTests {
    private static let list: [UInt8] = [51, 58, 59, 61, 91]

    /// A query from a relay: `giaddr` says who asks (§6.1).
    private func query(_ change: (inout Guest) -> Void) -> Guest {
        var guest = Guest(.leaseQuery, 1)
        guest.chaddr = .zero
        guest.htype = 0
        guest.hlen = 0
        guest.giaddr = address(2)
        guest.sourceMAC = mac(250)
        guest.requestList = Self.list
        change(&guest)
        return guest
    }

    private func reply(_ lab: Lab, _ guest: Guest) throws -> (message: DHCPMessage, answer: Answer) {
        let answer = try lab.send(guest)
        return (try answer.message(), answer)
    }

    @Test("By address: whose it is, and what is left of its times")
    func byAddress() throws {
        let lab = try Lab()
        let bound = try lab.bind(1, clientIdentifier: [255, 1, 2])
        lab.now += 100
        let (message, answer) = try reply(lab, query { $0.ciaddr = bound })
        #expect(message.type == .leaseActive)
        #expect(message.header.ciaddr == bound)
        #expect(message.header.chaddr == mac(1))
        #expect(message.header.htype == 1 && message.header.hlen == 6)
        #expect(message.header.giaddr == address(2))
        #expect(message.serverIdentifier == Lab.server)
        #expect(try answer.option(51) == [0, 0, 1, 0xF4])
        #expect(try answer.option(58) == [0, 0, 0, 200])
        #expect(try answer.option(59) == [0, 0, 1, 0xA9])
        #expect(try answer.option(61) == [255, 1, 2])
        #expect(try answer.option(91) == [0, 0, 0, 100])
        #expect(answer.decision.changes.isEmpty)
    }

    @Test("By MAC: the lease it has; of one that has none nothing is known")
    func byMAC() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        func ask(_ last: UInt8) throws -> DHCPMessage {
            try reply(
                lab,
                query {
                    $0.chaddr = mac(last)
                    $0.htype = 1
                    $0.hlen = 6
                }
            ).message
        }
        #expect(try ask(1).header.ciaddr == bound)
        #expect(try ask(2).type == .leaseUnknown)
        #expect(try ask(77).type == .leaseUnknown)
    }

    @Test("An address of the range that nobody has is unassigned, any other unknown")
    func nobody() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        func ask(_ address: IPv4Address) throws -> DHCPMessage {
            try reply(lab, query { $0.ciaddr = address }).message
        }
        #expect(try ask(address(99)).type == .leaseUnassigned)
        #expect(try ask(address(99)).header.ciaddr == address(99))
        #expect(try ask(address(20)).type == .leaseUnknown)
        #expect(try ask(IPv4Address(192, 0, 2, 1)).type == .leaseUnknown)
        lab.now += 600
        #expect(try ask(bound).type == .leaseUnassigned)
    }

    @Test("Only who may pass on requests may ask, and only one question at a time")
    func refused() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        #expect(try lab.send(query { $0.giaddr = .any }).drop == .relayNotAllowed)
        #expect(try lab.send(query { $0.giaddr = IPv4Address(192, 0, 2, 1) }).drop == .relayNotAllowed)
        #expect(try lab.send(query { _ in }).drop == .contradictory)
        let both = query {
            $0.ciaddr = bound
            $0.clientIdentifier = [1, 2]
        }
        #expect(try lab.send(both).drop == .contradictory)
        #expect(try reply(lab, query { $0.clientIdentifier = [255, 1, 2] }).message.type == .leaseUnknown)
    }

    @Test("The types of answers are no questions", arguments: [11, 12, 13] as [UInt8])
    func answers(type: UInt8) throws {
        var guest = query { $0.ciaddr = address(50) }
        guest.type = try required(DHCPMessageType(rawValue: type))
        #expect(try Lab().send(guest).isSilent)
    }

    @Test("The addresses for guests and those of hosts are ours to give too")
    func guestsAndHosts() throws {
        let printer = Lab.stranger(9)
        let lab = try Lab(hosts: [LeaseHost(mac: printer, address: address(30), network: Lab.lab)]) {
            $0.guestRange = IPv4Range(first: address(10), last: address(12))
        }
        for (last, type) in [(10, .leaseUnassigned), (30, .leaseUnassigned), (31, .leaseUnknown)]
            as [(UInt8, DHCPMessageType)]
        {
            #expect(try reply(lab, query { $0.ciaddr = address(last) }).message.type == type)
        }
        let reboot = Guest(.request, 0) {
            $0.chaddr = printer
            $0.requested = address(30)
        }
        #expect(try lab.send(reboot).type == .ack)
        #expect(try reply(lab, query { $0.ciaddr = address(30) }).message.header.chaddr == printer)
    }
}
