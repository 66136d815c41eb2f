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

    private static let information: [UInt8] = [1, 4, 112, 111, 114, 116, 2, 2, 0xAA, 0xBB]

    /// Machine 1, leased through a relay that says that.
    private func relayed(_ lab: Lab, _ information: [UInt8]? = Self.information) throws -> IPv4Address {
        var guest = Guest(.discover, 1) {
            $0.giaddr = address(3)
            $0.relayInformation = information
        }
        let offered = try required(try lab.send(guest).yiaddr)
        guest.type = .request
        guest.requested = offered
        return try required(try lab.send(guest).yiaddr)
    }

    private func relayInformation(_ lab: Lab, of bound: IPv4Address, list: [UInt8]? = [82, 51]) throws -> [UInt8]? {
        try reply(
            lab,
            query {
                $0.ciaddr = bound
                $0.requestList = list
            }
        ).answer.option(82)
    }

    @Test("What the relay said comes back whole and last, if it is asked for (§6.4.2)")
    func relayInformation() throws {
        let lab = try Lab()
        let bound = try relayed(lab)
        let answer = try lab.send(
            query {
                $0.ciaddr = bound
                $0.requestList = [82, 51, 91]
            })
        #expect(try answer.options().map(\.code) == [53, 54, 51, 91, 82])
        #expect(try answer.option(82) == Self.information)
        #expect(try relayInformation(lab, of: bound, list: [51]) == nil)
    }

    @Test("Without a list all that is known of the lease is told (§6.2)")
    func noList() throws {
        let lab = try Lab()
        let bound = try relayed(lab)
        let answer = try lab.send(
            query {
                $0.ciaddr = bound
                $0.requestList = nil
            })
        #expect(try answer.options().map(\.code) == [53, 54, 51, 58, 59, 91, 82])
    }

    @Test("The most recent word counts: a renewal past the relay leaves it, another relay's replaces it")
    func mostRecent() throws {
        let lab = try Lab()
        let bound = try relayed(lab)
        lab.now += 300
        #expect(try lab.send(.renewing(1, bound)).type == .ack)
        #expect(try relayInformation(lab, of: bound) == Self.information)
        // Long enough for the move to be a migration and no duplicate MAC.
        lab.now += 100
        let moved = Guest(.request, 1) {
            $0.ciaddr = bound
            $0.giaddr = address(4)
            $0.relayInformation = [1, 1, 9]
            $0.xid += 1
        }
        #expect(try lab.send(moved).type == .ack)
        #expect(try relayInformation(lab, of: bound) == [1, 1, 9])
        lab.now += 100
        #expect(
            try lab.send(
                Guest(.request, 1) {
                    $0.requested = bound; $0.xid += 2
                }
            ).type == .ack)
        #expect(try relayInformation(lab, of: bound) == nil)
    }

    @Test("A renewal that brings what is known writes nothing but the lease")
    func sameAgain() throws {
        let lab = try Lab()
        let bound = try relayed(lab)
        let again = try lab.send(
            Guest(.request, 1) {
                $0.ciaddr = bound
                $0.giaddr = address(3)
                $0.relayInformation = Self.information
            })
        #expect(again.type == .ack)
        #expect(again.decision.changes.count == 1 && again.puts.count == 1)
    }

    @Test("What a machine on our link says is no relay's word; and one too long is not kept")
    func notBelieved() throws {
        let lab = try Lab()
        var guest = Guest(.discover, 1) { $0.relayInformation = Self.information }
        guest.requested = try required(try lab.send(guest).yiaddr)
        guest.type = .request
        let bound = try required(try lab.send(guest).yiaddr)
        #expect(try relayInformation(lab, of: bound) == nil)
        // Three sub-options of 200 octets, in three pieces (RFC 3396).
        let long = [9, 10, 11].flatMap { [$0, 200] + [UInt8](repeating: 1, count: 200) }
        let elsewhere = try Lab()
        #expect(try relayInformation(elsewhere, of: relayed(elsewhere, long)) == nil)
    }

    @Test("It ends with the lease's tie to the MAC, and a batch that fails takes it back")
    func ends() throws {
        let lab = try Lab()
        _ = try relayed(lab)
        lab.book.begin()
        lab.book.apply(.drop(mac(1)))
        #expect(lab.book.relayInformation(of: mac(1)) == nil)
        lab.book.rollback()
        #expect(lab.book.relayInformation(of: mac(1)) == Self.information)
        lab.book.apply(.drop(mac(1)))
        #expect(lab.book.relayInformation(of: mac(1)) == nil)
    }

    @Test("All addresses that a MAC has are told who asks for them, but not who names the address (§6.1)")
    func associatedAddresses() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let byMAC = query {
            $0.chaddr = mac(1)
            $0.htype = 1
            $0.hlen = 6
            $0.requestList = [92]
        }
        #expect(try lab.send(byMAC).option(92) == [10, 86, 51, 50])
        let byAddress = query {
            $0.ciaddr = bound
            $0.requestList = [92]
        }
        #expect(try lab.send(byAddress).option(92) == nil)
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
