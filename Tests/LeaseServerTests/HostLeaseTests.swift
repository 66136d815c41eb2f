import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Hosts: one MAC, one address, in every state")
struct HostLeaseTests {
    private static let printer = MACAddress(0x00, 0x1B, 0xA9, 0x12, 0x34, 0x56)
    private let lab: Lab

    /// The printer's address is inside the range for machines.
    init() throws {
        lab = try Lab(hosts: [LeaseHost(mac: Self.printer, address: address(51), network: Lab.lab)]) {
            $0.guestRange = IPv4Range(first: address(10), last: address(12))
        }
    }

    private func host(_ type: DHCPMessageType, _ change: (inout Guest) -> Void = { _ in }) -> Guest {
        Guest(type, 0) {
            $0.chaddr = Self.printer
            change(&$0)
        }
    }

    private func request(_ address: IPv4Address) throws -> Answer {
        try lab.send(
            host(.request) {
                $0.requested = address
                $0.serverIdentifier = Lab.server
            })
    }

    @Test("A host is offered its address, and leased it as nobody's machine; no machine ever gets it")
    func lease() throws {
        #expect(try lab.send(host(.discover) { $0.requested = address(60) }).yiaddr == address(51))
        #expect(try request(address(51)).type == .ack)
        let lease = try required(lab.book.lease(of: Self.printer))
        #expect(lease.machine == nil && lease.address == address(51) && lease.state == .bound)
        #expect(try (1...3).map { try lab.bind($0) } == [address(50), address(52), address(53)])
    }

    @Test("Any other address is refused it in every state, and that is evidence")
    func refused() throws {
        #expect(try request(address(52)).type == .nak)
        let reboot = try lab.send(host(.request) { $0.requested = address(10) })
        #expect(reboot.type == .nak && reboot.eventKinds == [.requestRefused])
        #expect(try lab.send(host(.request) { $0.ciaddr = address(10) }).type == .nak)
    }

    @Test("A host that remembers its address gets it in every state, also without an offer before")
    func remembered() throws {
        let reboot = try lab.send(host(.request) { $0.requested = address(51) })
        #expect(reboot.type == .ack && reboot.eventKinds == [.leaseBegan])
        #expect(try lab.send(host(.request) { $0.ciaddr = address(51) }).type == .ack)
        lab.now += 10_000
        #expect(try lab.send(host(.request) { $0.ciaddr = address(51) }).type == .ack)
    }

    @Test("A lease that was released, or declined, or whose row rests, is given to it again")
    func again() throws {
        _ = try lab.send(host(.discover))
        _ = try request(address(51))
        _ = try lab.send(
            host(.release) {
                $0.ciaddr = address(51)
                $0.serverIdentifier = Lab.server
            })
        #expect(lab.book.lease(of: Self.printer)?.state == .released)
        #expect(try lab.send(host(.discover)).yiaddr == address(51))
        #expect(try request(address(51)).type == .ack)
        let decline = try lab.send(
            host(.decline) {
                $0.requested = address(51)
                $0.serverIdentifier = Lab.server
            })
        #expect(decline.eventKinds == [.leaseDeclined])
        #expect(lab.book.resting(address(51)) == nil)
        #expect(try lab.send(host(.discover)).yiaddr == address(51))
        lab.book.apply(.drop(Self.printer))
        lab.book.apply(
            .rest(RestingAddress(address: address(51), network: Lab.lab, until: lab.now + 600, reason: .released)))
        let offer = try lab.send(host(.discover))
        #expect(offer.yiaddr == address(51))
        #expect(offer.decision.changes.first == .unrest(address(51)))
    }

    @Test("A host asks on another network: silence, a refusal and evidence, as for a machine")
    func wrongNetwork() throws {
        lab.localAddresses = [IPv4Address(10, 86, 52, 1)]
        let discover = try lab.send(host(.discover))
        #expect(discover.drop == .wrongNetwork && discover.eventKinds == [.wrongNetwork])
        #expect(try lab.send(host(.request) { $0.requested = address(51) }).type == .nak)
    }

    @Test("A host that has this server's own address is offered none")
    func ownAddress() throws {
        lab.book.ownAddresses = [address(51)]
        #expect(try lab.send(host(.discover)).drop == .noAddressLeft)
    }

    @Test("A host's address that somebody else uses is evidence, and the host's all the same")
    func conflict() throws {
        let lab = try Lab(hosts: [LeaseHost(mac: Self.printer, address: address(51), network: Lab.lab)]) {
            $0.probes = true
        }
        let stranger = Lab.stranger(1)
        let probe = try required(try lab.send(host(.discover)).decision.probe)
        #expect(probe.address == address(51))
        let offer = try lab.send(host(.discover), verdict: ProbeVerdict(probe: probe, holder: stranger))
        #expect(offer.yiaddr == address(51))
        #expect(offer.eventKinds == [.addressInUse] && offer.events.first?.otherMAC == stranger)
        let request = host(.request) {
            $0.requested = address(51)
            $0.serverIdentifier = Lab.server
        }
        #expect(try lab.send(request).type == .ack)
        let decline = host(.decline) {
            $0.requested = address(51)
            $0.serverIdentifier = Lab.server
        }
        let asked = try required(try lab.send(decline).decision.probe)
        _ = try lab.send(decline, verdict: ProbeVerdict(probe: asked, holder: stranger))
        #expect(lab.book.resting(address(51)) == nil)
        #expect(try lab.send(host(.discover)).decision.probe?.address == address(51))
    }

    @Test("A host that asks for an answer at once gets it where the network says so (RFC 4039)")
    func rapidCommit() throws {
        let lab = try Lab(hosts: [LeaseHost(mac: Self.printer, address: address(51), network: Lab.lab)]) {
            $0.rapidCommit = true
        }
        let ack = try lab.send(host(.discover) { $0.rapidCommit = true })
        #expect(ack.type == .ack && ack.yiaddr == address(51))
    }
}
