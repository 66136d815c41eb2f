import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Guests that are no clones (DESIGN section 7)")
struct GuestTests {
    /// The lab with three addresses for guests, from .10 on.
    private func lab(privateMACs: [MACAddress] = []) throws -> Lab {
        try Lab(privateMACs: privateMACs) { $0.guestRange = IPv4Range(first: address(10), last: address(12)) }
    }

    private func guest(
        _ type: DHCPMessageType, _ number: UInt16, _ change: (inout Guest) -> Void = { _ in }
    ) -> Guest {
        Guest(type, 0) {
            $0.chaddr = Lab.stranger(number)
            change(&$0)
        }
    }

    /// DISCOVER and REQUEST.
    @discardableResult
    private func bind(_ lab: Lab, _ number: UInt16) throws -> IPv4Address {
        let offered = try required(try lab.send(guest(.discover, number)).yiaddr)
        let answer = try lab.send(
            guest(.request, number) {
                $0.serverIdentifier = Lab.server
                $0.requested = offered
            })
        #expect(answer.type == .ack)
        return offered
    }

    private func release(_ number: UInt16, _ address: IPv4Address) -> Guest {
        guest(.release, number) {
            $0.ciaddr = address
            $0.serverIdentifier = Lab.server
        }
    }

    @Test("An unknown MAC is leased an address of the guest range, as nobody's machine")
    func lease() throws {
        let lab = try lab()
        #expect(try bind(lab, 1) == address(10))
        let lease = try required(lab.book.lease(of: Lab.stranger(1)))
        #expect(lease.machine == nil && lease.state == .bound && lease.expires == lab.now + 600)
        #expect(try bind(lab, 2) == address(11))
        // It keeps its address, and machines get theirs.
        lab.now += 700
        #expect(try bind(lab, 1) == address(10))
        #expect(try lab.bind(1) == address(50))
    }

    @Test("A guest is told what its network says")
    func options() throws {
        let offer = try lab().send(guest(.discover, 1) { $0.requestList = [1, 3, 15] })
        #expect(try offer.option(3) == [10, 86, 51, 1])
        #expect(try offer.option(15) == Array("lab.contoso.com".utf8))
        #expect(try offer.option(51) == [0, 0, 2, 88])
    }

    @Test(
        "R4: on a network without a guest range an unknown MAC gets silence, though another network has one",
        arguments: [.discover, .request, .decline, .release, .inform] as [DHCPMessageType])
    func silence(type: DHCPMessageType) throws {
        let lab = try lab()
        lab.localAddresses = [IPv4Address(10, 86, 52, 1)]
        let answer = try lab.send(guest(type, 1) { $0.requested = IPv4Address(10, 86, 52, 50) })
        #expect(answer.drop == .unknownMAC && answer.decision.changes.isEmpty)
    }

    @Test("On an interface in two networks a guest belongs to the one that has a guest range")
    func twoNetworks() throws {
        let lab = try lab()
        lab.localAddresses = [IPv4Address(10, 86, 52, 1), Lab.server]
        #expect(try lab.send(guest(.discover, 1)).yiaddr == address(10))
    }

    @Test("A pool's MAC that is no machine's gets silence, with a guest range too")
    func poolMAC() throws {
        let lab = try lab()
        for type in [.discover, .request] as [DHCPMessageType] {
            let answer = try lab.send(Guest(type, 77) { $0.requested = address(10) })
            #expect(answer.drop == .unknownMAC && answer.decision.changes.isEmpty)
        }
    }

    @Test("A private MAC on the public network gets silence and is evidence, once an hour, with or without guests")
    func privateMAC() throws {
        let stray = Lab.stranger(1)
        for lab in [try self.lab(privateMACs: [stray, stray, stray]), try Lab(privateMACs: [stray, stray, stray])] {
            let answer = try lab.send(guest(.discover, 1))
            #expect(answer.drop == .privateMAC && answer.isIgnored)
            #expect(answer.eventKinds == [.privateMAC])
            #expect(answer.events.first?.mac == stray && answer.events.first?.network == Lab.lab)
            let detail = "its private MAC, which 2 other machines have too, is on the public network"
            #expect(answer.events.first?.detail == detail)
            #expect(try lab.send(guest(.request, 1) { $0.requested = address(10) }).events.isEmpty)
            lab.now += 3600
            #expect(try lab.send(guest(.discover, 1)).eventKinds == [.privateMAC])
        }
    }

    @Test(
        "A guest that names an address that is not its own is refused in every state (RFC 2131 §4.3.2)",
        arguments: [10, 11, 50, 99] as [UInt8])
    func refused(last: UInt8) throws {
        let lab = try lab()
        let initReboot = try lab.send(guest(.request, 1) { $0.requested = address(last) })
        #expect(initReboot.type == .nak && initReboot.destination == .broadcast)
        let selecting = try lab.send(
            guest(.request, 1) {
                $0.requested = address(last)
                $0.serverIdentifier = Lab.server
            })
        #expect(selecting.type == .nak)
        let renewing = try lab.send(
            guest(.request, 1) {
                $0.ciaddr = address(last)
                $0.source = address(last)
                $0.destination = Lab.server
            })
        #expect(renewing.type == .nak)
        #expect(lab.book.lease(of: Lab.stranger(1)) == nil)
    }

    @Test("That is no evidence, unless the address is somebody's here; then it is one event, whoever asks")
    func refusalEvidence() throws {
        let lab = try lab()
        #expect(try lab.send(guest(.request, 1) { $0.requested = IPv4Address(192, 168, 1, 20) }).events.isEmpty)
        #expect(try lab.bind(1) == address(50))
        let answer = try lab.send(guest(.request, 1) { $0.requested = address(50) })
        #expect(answer.eventKinds == [.requestRefused] && answer.events.first?.address == address(50))
        #expect(try lab.send(guest(.request, 2) { $0.requested = address(50) }).events.isEmpty)
    }

    @Test("A guest that moves to another network gets an address there, and the old one rests")
    func moves() throws {
        let lab = try lab()
        #expect(try bind(lab, 1) == address(10))
        var other = try required(lab.book.network(Lab.other))
        other.guestRange = IPv4Range(first: IPv4Address(10, 86, 52, 10), last: IPv4Address(10, 86, 52, 12))
        lab.book.replace(network: other)
        lab.localAddresses = [IPv4Address(10, 86, 52, 1)]
        #expect(try lab.send(guest(.request, 1) { $0.requested = address(10) }).type == .nak)
        #expect(try lab.send(guest(.discover, 1)).yiaddr == IPv4Address(10, 86, 52, 10))
        #expect(lab.book.lease(at: address(10)) == nil)
        #expect(lab.book.resting(address(10))?.until == lab.now + 1200)
    }

    @Test("RELEASE ends a guest's lease, INFORM is answered, and a declined address rests")
    func otherMessages() throws {
        let lab = try lab()
        #expect(try bind(lab, 1) == address(10))
        #expect(try lab.send(guest(.inform, 9) { $0.ciaddr = address(40) }).type == .ack)
        #expect(try lab.send(release(1, address(10))).puts.first?.state == .released)
        #expect(try bind(lab, 1) == address(10))
        let decline = try lab.send(
            guest(.decline, 1) {
                $0.requested = address(10)
                $0.serverIdentifier = Lab.server
            })
        #expect(decline.eventKinds == [.leaseDeclined])
        #expect(lab.book.resting(address(10))?.reason == .declined)
        #expect(try bind(lab, 1) == address(11))
    }

    @Test("Random MACs use up the guest range and nothing else: machines are served, rows and events are few")
    func starvation() throws {
        let lab = try lab()
        var events: [LeaseEvent] = []
        for number in 0..<20_000 as Range<UInt16> {
            events += try lab.send(guest(.discover, number)).events
            if number % 100 == 0 { lab.now += 1 }
        }
        // Only the first time that there is no address is told.
        #expect(events.map(\.kind) == [.rangeExhausted])
        #expect(lab.book.leases.reduce(0) { count, _ in count + 1 } == 3)
        for last in 1...9 as ClosedRange<UInt8> { #expect(try lab.bind(last) == address(49 + last)) }
    }

    @Test("Guests that complete every lease write no more events than their range has addresses until a rest is over")
    func completedStarvation() throws {
        let lab = try lab()
        var began = 0
        for number in 0..<5_000 as Range<UInt16> {
            guard let offered = try lab.send(guest(.discover, number)).yiaddr, offered != .any else { continue }
            let request = guest(.request, number) {
                $0.requested = offered
                $0.serverIdentifier = Lab.server
            }
            began += try lab.send(request).events.count { $0.kind == .leaseBegan }
            _ = try lab.send(release(number, offered))
        }
        #expect(began == 3)
        // One that comes and goes all the time is told of once a minute.
        var events = 0
        for _ in 0..<100 {
            events += try lab.send(guest(.discover, 0)).events.count
            events += try lab.send(guest(.request, 0) { $0.requested = address(10) }).events.count
            events += try lab.send(release(0, address(10))).events.count
        }
        #expect(events == 0)
    }

    @Test("Guests that use up their range do not keep quiet that machines have used up theirs")
    func bothExhausted() throws {
        let lab = try Lab { network in
            network.guestRange = IPv4Range(first: address(10), last: address(10))
            network.range = try required(IPv4Range(first: address(50), last: address(50)))
        }
        try bind(lab, 1)
        #expect(try lab.send(guest(.discover, 2)).eventKinds == [.rangeExhausted])
        try lab.bind(1)
        #expect(try lab.send(Guest(.discover, 2)).eventKinds == [.rangeExhausted])
    }
}
