import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Subnet selection (RFC 3011)")
struct SubnetSelectionTests {
    private static let other: [UInt8] = [10, 86, 52, 0]
    private static let elsewhere: [UInt8] = [10, 86, 51, 0]

    /// A DISCOVER of a machine of 10.86.52.0/24, through a relay in 10.86.51.0/24.
    private func guest(_ selection: [UInt8] = Self.other, _ change: (inout Guest) -> Void = { _ in }) -> Guest {
        Guest(.discover, 101) {
            $0.giaddr = address(2)
            $0.sourceMAC = mac(250)
            $0.options = [(118, selection)]
            change(&$0)
        }
    }

    @Test("The network that it names counts, the reply goes to giaddr, and it comes back in every reply")
    func selects() throws {
        let lab = try Lab()
        let given = IPv4Address(10, 86, 52, 50)
        let offer = try lab.send(guest())
        #expect(offer.type == .offer && offer.yiaddr == given)
        #expect(offer.destination == .relay(address(2)))
        #expect(try offer.option(118) == Self.other)
        #expect(try offer.option(1) == [255, 255, 255, 0])
        let ack = try lab.send(
            guest {
                $0.type = .request
                $0.requested = given
                $0.serverIdentifier = Lab.server
                $0.requestList = [1, 3]
            })
        #expect(ack.type == .ack && ack.yiaddr == given)
        #expect(try ack.option(118) == Self.other)
        let nak = try lab.send(
            guest {
                $0.type = .request
                $0.requested = IPv4Address(10, 86, 52, 99)
            })
        #expect(nak.type == .nak)
        #expect(try nak.option(118) == Self.other)
    }

    @Test("Any address of the network names it, and what comes back is what was sent")
    func identicalCopy() throws {
        let offer = try Lab().send(guest([10, 86, 52, 77]))
        #expect(offer.yiaddr == IPv4Address(10, 86, 52, 50))
        #expect(try offer.option(118) == [10, 86, 52, 77])
    }

    @Test("It is not added for who did not send it, whatever is asked for")
    func notAdded() throws {
        let answer = try Lab().send(
            Guest(.discover, 1) {
                $0.giaddr = address(2)
                $0.requestList = [118, 1]
            })
        #expect(answer.type == .offer)
        #expect(try answer.option(118) == nil)
    }

    @Test("What a relay says of the link goes before it (RFC 3527 §3), and both come back")
    func linkSelectionFirst() throws {
        let lab = try Lab()
        let linkSelection: [UInt8] = [5, 4, 10, 86, 52, 0]
        let answer = try lab.send(guest(Self.elsewhere) { $0.relayInformation = linkSelection })
        #expect(answer.yiaddr == IPv4Address(10, 86, 52, 50))
        #expect(try answer.options().suffix(2).map(\.code) == [118, 82])
        #expect(try answer.option(118) == Self.elsewhere)
    }

    @Test("A machine on our own link is where it is: neither heeded nor repeated")
    func fromTheLink() throws {
        let lab = try Lab()
        #expect(try lab.send(Guest(.discover, 101) { $0.options = [(118, Self.other)] }).drop == .wrongNetwork)
        let answer = try lab.send(Guest(.discover, 1) { $0.options = [(118, Self.other)] })
        #expect(answer.yiaddr == address(50))
        #expect(try answer.option(118) == nil)
    }

    @Test("From a relay that is not allowed it leads nowhere; from a listed one it counts")
    func byAllowList() throws {
        let lab = try Lab()
        let transit = IPv4Address(192, 0, 2, 1)
        #expect(try lab.send(guest { $0.giaddr = transit }).drop == .relayNotAllowed)
        let forged = guest { $0.source = IPv4Address(172, 16, 5, 5) }
        #expect(try lab.send(forged).drop == .relayNotAllowed)
        lab.decider.relays.listed = [try required(IPv4Network("192.0.2.1/32"))]
        #expect(try lab.send(guest { $0.giaddr = transit }).yiaddr == IPv4Address(10, 86, 52, 50))
        #expect(try lab.send(guest([172, 16, 0, 0]) { $0.giaddr = transit }).drop == .noNetwork)
    }

    @Test("It moves no machine: one that names another network than its own is refused there")
    func notAWayIn() throws {
        let lab = try Lab()
        #expect(try lab.send(guest(Self.elsewhere)).drop == .wrongNetwork)
        let answer = try lab.send(
            guest(Self.elsewhere) {
                $0.type = .request
                $0.requested = address(60)
            })
        #expect(answer.type == .nak)
    }

    @Test("Of another length than four it is malformed", arguments: [0, 3, 5, 8])
    func length(count: Int) throws {
        let octets = try guest([UInt8](repeating: 10, count: count)).octets()
        #expect(throws: DHCPMessageError.wrongOptionLength) { try DHCPMessage(readingFrom: octets.span) }
    }
}
