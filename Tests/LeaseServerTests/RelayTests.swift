import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Relays: which network, and what comes back")
struct RelayTests {
    private let transit = IPv4Address(192, 0, 2, 1)

    @Test("The network of giaddr counts, not the interface's")
    func giaddr() throws {
        let lab = try Lab()
        let answer = try lab.send(
            Guest(.discover, 101) {
                $0.giaddr = IPv4Address(10, 86, 52, 1)
                $0.hops = 1
                $0.sourceMAC = mac(250)
            })
        #expect(answer.yiaddr == IPv4Address(10, 86, 52, 50))
        #expect(answer.destination == .relay(IPv4Address(10, 86, 52, 1)))
        #expect(try answer.option(54) == [10, 86, 51, 1])
        let header = try answer.message().header
        #expect(header.giaddr == IPv4Address(10, 86, 52, 1) && header.hops == 0)
    }

    @Test("A relay outside every network is not believed unless it is listed")
    func listed() throws {
        let lab = try Lab()
        let linkSelection: [UInt8] = [5, 4, 10, 86, 51, 0]
        let guest = Guest(.discover, 1) {
            $0.giaddr = transit
            $0.relayInformation = linkSelection
        }
        #expect(try lab.send(guest).drop == .relayNotAllowed)
        lab.decider.relays.listed = [try required(IPv4Network("192.0.2.0/28"))]
        #expect(try lab.send(guest).yiaddr == address(50))
        // Without link selection its own address says which link, and that is no registered one.
        #expect(try lab.send(Guest(.discover, 1) { $0.giaddr = transit }).drop == .noNetwork)
    }

    @Test("A giaddr proves nothing: the packet must come from a registered network or a listed address")
    func forgedRelay() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let release = Guest(.release, 1) {
            $0.ciaddr = bound
            $0.serverIdentifier = Lab.server
            $0.giaddr = address(2)
            $0.source = IPv4Address(172, 16, 5, 5)
        }
        #expect(try lab.send(release).drop == .relayNotAllowed)
        #expect(lab.lease(1)?.state == .bound)
        lab.decider.relays.listed = [try required(IPv4Network("172.16.5.5/32"))]
        #expect(try lab.send(release).drop == nil)
        #expect(lab.lease(1)?.state == .released)
    }

    @Test("A packet that claims to come through a router from a network on another of our interfaces is not believed")
    func forgedRoute() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let other = IPv4Address(10, 86, 52, 1)
        lab.book.ownAddresses = [Lab.server, other]
        lab.localAddresses = [other]
        let release = Guest(.release, 1) {
            $0.ciaddr = bound
            $0.source = bound
            $0.destination = other
            $0.serverIdentifier = Lab.server
            $0.sourceMAC = mac(101)
        }
        #expect(try lab.send(release).drop == .spoofedSender)
        var disguised = release
        disguised.sourceMAC = mac(1)
        #expect(try lab.send(disguised).drop == .wrongNetwork)
        #expect(lab.lease(1)?.state == .bound)
    }

    @Test("Link selection goes before giaddr (RFC 3527)")
    func linkSelection() throws {
        let lab = try Lab()
        let guest = Guest(.discover, 101) {
            $0.giaddr = address(2)
            $0.relayInformation = [5, 4, 10, 86, 52, 0]
        }
        #expect(try lab.send(guest).yiaddr == IPv4Address(10, 86, 52, 50))
        #expect(try lab.send(guest).destination == .relay(address(2)))
    }

    @Test("Link selection without a relay means nothing")
    func linkSelectionFromAnybody() throws {
        let lab = try Lab()
        let answer = try lab.send(Guest(.discover, 101) { $0.relayInformation = [5, 4, 10, 86, 52, 0] })
        #expect(answer.drop == .wrongNetwork)
    }

    @Test("R13: relay information comes back whole and last, in OFFER, ACK and NAK", arguments: [2, 20, 255])
    func verbatim(length: Int) throws {
        let lab = try Lab()
        let information = [1, UInt8(length - 2)] + [UInt8](repeating: 0xA5, count: length - 2)
        var guest = Guest(.discover, 1) {
            $0.giaddr = address(2)
            $0.relayInformation = information
            $0.clientIdentifier = [UInt8](repeating: 7, count: 255)
        }
        func expectLast(_ answer: Answer) throws {
            let last = try required(try answer.options().last)
            #expect(last.code == 82 && last.octets == information)
        }
        try expectLast(try lab.send(guest))
        guest.type = .request
        guest.requested = address(50)
        try expectLast(try lab.send(guest))
        guest.requested = address(99)
        let nak = try lab.send(guest)
        try expectLast(nak)
        // A relay is asked to broadcast a refusal (RFC 2131 §4.3.2).
        #expect(try nak.message().header.flags == 0x8000)
    }
}
