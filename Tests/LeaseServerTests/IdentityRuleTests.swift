import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("R1 to R6: who asks, and what it is offered")
struct IdentityRuleTests {
    @Test("R1: four machines with one client identifier get four addresses")
    func oneClientIdentifier() throws {
        let lab = try Lab()
        let identifier: [UInt8] = [255, 0x12, 0x34, 0x56, 0x78, 0, 2, 0, 0, 0xAB, 0x11, 1, 2, 3, 4, 5, 6, 7, 8]
        let addresses = try (1...4).map { try lab.bind(UInt8($0), clientIdentifier: identifier) }
        #expect(Set(addresses).count == 4)
        for (last, address) in zip(1...4 as ClosedRange<UInt8>, addresses) {
            #expect(lab.lease(last)?.address == address)
            #expect(lab.lease(last)?.clientIdentifier == identifier)
        }
    }

    @Test("R1: one machine whose client identifier changes keeps its address")
    func changingClientIdentifier() throws {
        let lab = try Lab()
        let first = try lab.bind(1, clientIdentifier: [1, 0, 0x1D, 0xD8, 0xB7, 0x1C, 1])
        #expect(try lab.bind(1, clientIdentifier: [255, 9, 9]) == first)
        #expect(try lab.bind(1) == first)
        #expect(lab.lease(1)?.clientIdentifier == nil)
    }

    @Test(
        "R2: option 61 comes back octet by octet in OFFER, ACK and NAK, and is not added",
        arguments: [0, 1, 19, 255, 300])
    func echo(length: Int) throws {
        let lab = try Lab()
        let identifier = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 3) }
        var guest = Guest(.discover, 1) { $0.clientIdentifier = identifier }
        func echoed(_ answer: Answer) throws -> [UInt8]? {
            let octets = try required(answer.octets)
            let message = try answer.message()
            return message.clientIdentifier.octets(of: octets.span)
        }
        let offer = try lab.send(guest)
        #expect(offer.type == .offer)
        #expect(try echoed(offer) == identifier)
        guest.type = .request
        guest.requested = offer.yiaddr
        let ack = try lab.send(guest)
        #expect(ack.type == .ack)
        #expect(try echoed(ack) == identifier)
        guest.requested = address(99)
        let nak = try lab.send(guest)
        #expect(nak.type == .nak)
        #expect(try echoed(nak) == identifier)
        guest.clientIdentifier = nil
        #expect(try echoed(try lab.send(guest)) == nil)
    }

    @Test("R3: a reply, a server's type, a foreign header or another sender than chaddr gets silence")
    func sanity() throws {
        let lab = try Lab()
        let cases: [(DropReason, Guest)] = [
            (.notAClientMessage, Guest(.discover, 1) { $0.op = 2 }),
            (.notAClientMessage, Guest(.offer, 1)), (.notAClientMessage, Guest(.ack, 1)),
            (.notAClientMessage, Guest(.nak, 1)), (.relayNotAllowed, Guest(.leaseQuery, 1)),
            (.unfitHeader, Guest(.discover, 1) { $0.hops = 17 }),
            (.unfitHeader, Guest(.discover, 1) { $0.chaddr = .zero }),
            (.unfitHeader, Guest(.discover, 1) { $0.chaddr = .broadcast }),
            (.spoofedSender, Guest(.discover, 1) { $0.sourceMAC = mac(2) }),
            (.spoofedSender, Guest(.release, 1) { $0.sourceMAC = mac(2) }),
        ]
        for (reason, guest) in cases {
            let answer = try lab.send(guest)
            #expect(answer.drop == reason)
            #expect(answer.decision.changes.isEmpty)
        }
        #expect(lab.lease(1) == nil)
    }

    @Test(
        "R4: an unknown MAC gets silence for every message, and leaves nothing",
        arguments: [
            .discover, .request, .decline, .release, .inform,
        ] as [DHCPMessageType])
    func unknownMAC(type: DHCPMessageType) throws {
        let lab = try Lab()
        let answer = try lab.send(
            Guest(type, 200) {
                $0.requested = address(50)
                $0.clientIdentifier = [1, 2]
            })
        #expect(answer.drop == .unknownMAC)
        #expect(answer.decision.changes.isEmpty)
        #expect(lab.book.lease(at: address(50)) == nil)
    }

    @Test("R5: the first DISCOVER chooses, whatever address it would like, and is committed before the OFFER")
    func allocation() throws {
        let lab = try Lab()
        let answer = try lab.send(Guest(.discover, 1) { $0.requested = address(77) })
        #expect(answer.type == .offer)
        #expect(answer.yiaddr == address(50))
        let lease = try required(answer.puts.first)
        #expect(lease.state == .offered && lease.expires == lab.now + 60 && lease.machine == MachineID(rawValue: 1))
        #expect(try lab.send(Guest(.discover, 2)).yiaddr == address(51))
        #expect(answer.events.isEmpty)
    }

    @Test("R5: a later packet of the batch sees what an earlier one was promised; a rollback forgets it")
    func batch() throws {
        let lab = try Lab()
        lab.decider.begin(lab.book)
        #expect(try lab.send(Guest(.discover, 1)).yiaddr == address(50))
        #expect(try lab.send(Guest(.discover, 2)).yiaddr == address(51))
        lab.decider.rollback(lab.book)
        #expect(lab.lease(1) == nil && lab.lease(2) == nil)
        #expect(try lab.send(Guest(.discover, 2)).yiaddr == address(50))
    }

    @Test("R6: every DISCOVER is answered alike; an offer with half its time left is not committed again")
    func repeatedDiscover() throws {
        let lab = try Lab()
        #expect(try lab.send(Guest(.discover, 1)).puts.count == 1)
        lab.now += 30
        let second = try lab.send(Guest(.discover, 1))
        #expect(second.yiaddr == address(50) && second.decision.changes.isEmpty)
        lab.now += 1
        let third = try lab.send(Guest(.discover, 1))
        #expect(third.yiaddr == address(50) && third.puts.first?.expires == lab.now + 60)
    }

    @Test("R6: a DISCOVER does not make a lease in use an offer")
    func discoverWhileBound() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let answer = try lab.send(Guest(.discover, 1))
        #expect(answer.yiaddr == bound && answer.decision.changes.isEmpty)
        #expect(lab.lease(1)?.isLive(at: lab.now) == true)
    }

    @Test("The tie outlives the lease: the same address after expiry and after an offer that lapsed")
    func tieStays() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.now += 100_000
        #expect(try lab.bind(2) != bound)
        #expect(try lab.bind(1) == bound)
    }

    @Test("A used-up range takes over the tie that ended the longest ago, with an event, and never a live one")
    func takeOver() throws {
        let lab = try Lab {
            if let range = IPv4Range(first: address(50), last: address(51)) { $0.range = range }
        }
        let first = try lab.bind(1)
        lab.now += 10
        try lab.bind(2)
        let refused = try lab.send(Guest(.discover, 3))
        #expect(refused.drop == .noAddressLeft && refused.eventKinds == [.rangeExhausted])
        #expect(try lab.send(Guest(.discover, 4)).eventKinds.isEmpty)
        // Both leases have ended; the first has also rested.
        lab.now += 590 + 600
        let answer = try lab.send(Guest(.discover, 3))
        #expect(answer.yiaddr == first)
        #expect(answer.decision.changes.first == .drop(mac(1)))
        #expect(answer.events.map(\.mac) == [mac(1)] && answer.eventKinds == [.leaseTakenOver])
        #expect(lab.lease(1) == nil)
        #expect(try lab.send(Guest(.discover, 1)).drop == .noAddressLeft)
    }

    @Test("A tie to an address that may no longer be given out ends, and the address rests")
    func strandedTie() throws {
        let lab = try Lab()
        let old = try lab.bind(1)
        lab.book.ownAddresses.insert(old)
        let nak = try lab.send(.renewing(1, old))
        #expect(nak.type == .nak)
        let answer = try lab.send(Guest(.discover, 1))
        #expect(answer.type == .offer && answer.yiaddr != old)
        #expect(answer.eventKinds == [.leaseReleased])
        #expect(lab.book.resting(old)?.until == lab.now + 600 + 600)
    }
}
