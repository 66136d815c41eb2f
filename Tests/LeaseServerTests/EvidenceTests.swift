import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Holds, kicks and evidence")
struct EvidenceTests {
    private func relayed(_ type: DHCPMessageType, _ last: UInt8, by giaddr: IPv4Address, xid: UInt32) -> Guest {
        Guest(type, last) {
            $0.giaddr = giaddr
            $0.sourceMAC = mac(250)
            $0.xid = xid
        }
    }

    @Test("R18: a held MAC's lease is extended, and nothing else is promised to it")
    func hold() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.book.apply(.watch(mac(1), MACWatch(heldUntil: lab.now + 60)))
        #expect(try lab.send(.renewing(1, bound)).type == .ack)
        for guest in [
            Guest(.discover, 1),
            Guest(.request, 1) { $0.requested = bound },
            Guest(.request, 1) {
                $0.requested = bound
                $0.serverIdentifier = Lab.server
            },
            Guest.renewing(1, address(99)),
            Guest(.release, 1) {
                $0.ciaddr = bound
                $0.serverIdentifier = Lab.server
            },
            Guest(.decline, 1) {
                $0.requested = bound
                $0.serverIdentifier = Lab.server
            },
        ] {
            #expect(try lab.send(guest).drop == .heldMAC)
        }
        #expect(lab.lease(1)?.isLive(at: lab.now) == true)
        // It ends by itself.
        lab.now += 60
        #expect(try lab.send(Guest(.discover, 1)).type == .offer)
    }

    @Test("R18: who asks with a held MAC is written down once a minute, and its renewals are not")
    func heldEvidence() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.book.apply(.watch(mac(1), MACWatch(heldUntil: lab.now + 600)))
        #expect(try lab.send(.renewing(1, bound)).events.isEmpty)
        #expect(try lab.send(Guest(.discover, 1)).events.map(\.kind) == [.heldMAC])
        lab.now += 59
        #expect(try lab.send(Guest(.discover, 1)).events.isEmpty)
        lab.now += 1
        let again = try lab.send(Guest(.discover, 1))
        #expect(again.isIgnored && again.events.map(\.kind) == [.heldMAC])
        // It is no evidence of a conflict: the owner may have been started anew.
        #expect(again.events.allSatisfy { $0.kind.conflict == nil && !$0.kind.changesNames })
    }

    @Test("R19: a kicked machine gets leases of 90 s until its time is over")
    func kick() throws {
        let lab = try Lab()
        lab.book.apply(.watch(mac(1), MACWatch(suspectUntil: lab.now + 600)))
        let bound = try lab.bind(1)
        #expect(lab.lease(1)?.expires == lab.now + 90)
        let renewal = try lab.send(.renewing(1, bound))
        #expect(try renewal.option(51) == [0, 0, 0, 90])
        lab.now += 600
        _ = try lab.send(.renewing(1, bound))
        #expect(lab.lease(1)?.expires == lab.now + 600)
    }

    @Test("A watch of a batch that failed was never there")
    func rollback() throws {
        let lab = try Lab()
        lab.decider.begin(lab.book)
        lab.book.apply(.watch(mac(1), MACWatch(heldUntil: lab.now + 60)))
        lab.decider.rollback(lab.book)
        #expect(lab.book.watch(of: mac(1)) == nil)
    }

    @Test("R18: a MAC at two relays: the newcomer gets silence, and both places are written down once a minute")
    func duplicate() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.now += 5
        let answer = try lab.send(relayed(.discover, 1, by: address(2), xid: 7))
        #expect(answer.drop == .duplicateMAC)
        #expect(answer.eventKinds == [.duplicateMAC])
        #expect(answer.events.first?.detail == "at relay 10.86.51.2 now, 5 s ago at interface 2")
        #expect(try lab.send(relayed(.discover, 1, by: address(2), xid: 8)).eventKinds.isEmpty)
        #expect(lab.lease(1)?.address == bound)
    }

    @Test("R18: a MAC that is not seen at its old place any more has moved; back within a lease, it is at both")
    func move() throws {
        let lab = try Lab()
        try lab.bind(1)
        lab.now += 31
        let moved = try lab.send(relayed(.discover, 1, by: address(2), xid: 7))
        #expect(moved.type == .offer)
        #expect(moved.eventKinds == [.macMoved])
        lab.now += 31
        let back = try lab.send(Guest(.discover, 1) { $0.xid = 9 })
        #expect(back.type == .offer)
        #expect(back.eventKinds == [.duplicateMAC])
    }

    @Test("Two relays of one link that pass on one message are no two places")
    func redundantRelays() throws {
        let lab = try Lab()
        for type in [DHCPMessageType.discover, .request] {
            for giaddr in [address(2), address(3)] {
                var guest = relayed(type, 1, by: giaddr, xid: 7)
                if type == .request {
                    guest.serverIdentifier = Lab.server
                    guest.requested = lab.lease(1)?.address
                }
                let answer = try lab.send(guest)
                #expect(answer.drop == nil)
                #expect(!answer.eventKinds.contains(.duplicateMAC))
            }
        }
    }

    @Test(
        "R14, R15: a RELEASE or DECLINE from another place than the lease's is ignored", arguments: [7, 4] as [UInt8])
    func endsElsewhere(type: UInt8) throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.now += 31
        var guest = relayed(try required(DHCPMessageType(rawValue: type)), 1, by: address(2), xid: 7)
        guest.serverIdentifier = Lab.server
        if type == 7 { guest.ciaddr = bound } else { guest.requested = bound }
        #expect(try lab.send(guest).drop == .notHolder)
        #expect(lab.lease(1)?.isLive(at: lab.now) == true)
    }

    @Test("R1: one client identifier on two machines is told once, with both")
    func sharedIdentifier() throws {
        let lab = try Lab()
        try lab.bind(1, clientIdentifier: [255, 1, 2, 3])
        var guest = Guest(.discover, 2)
        guest.clientIdentifier = [255, 1, 2, 3]
        guest.requested = try required(try lab.send(guest).yiaddr)
        guest.serverIdentifier = Lab.server
        guest.type = .request
        let answer = try lab.send(guest)
        let event = try required(answer.events.first { $0.kind == .sharedIdentifier })
        #expect(event.mac == mac(2))
        #expect(event.otherMAC == mac(1))
        #expect(event.otherMachine == MachineID(rawValue: 1))
        // Its own again is no news.
        lab.now += 1000
        try lab.bind(1, clientIdentifier: [255, 1, 2, 3])
    }

    @Test("A request for another machine's address names both")
    func bothOwners() throws {
        let lab = try Lab()
        let original = try lab.bind(1)
        let answer = try lab.send(Guest(.request, 2) { $0.requested = original })
        #expect(answer.type == .nak)
        #expect(answer.events.first?.otherMAC == mac(1))
        #expect(answer.events.first?.otherMachine == MachineID(rawValue: 1))
    }
}
