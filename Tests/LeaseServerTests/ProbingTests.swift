import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Asking the wire before an address is given")
struct ProbingTests {
    private let foreigner = MACAddress(0x02, 0, 0, 0, 0, 0x99)

    private func probingLab() throws -> Lab {
        try Lab { $0.probes = true }
    }

    private func answer(_ lab: Lab, _ guest: Guest, by holder: MACAddress?) throws -> Answer {
        let probe = try required(try lab.send(guest).decision.probe)
        return try lab.send(guest, verdict: ProbeVerdict(probe: probe, holder: holder))
    }

    private func bind(_ lab: Lab, _ last: UInt8) throws -> IPv4Address {
        var guest = Guest(.discover, last)
        let offered = try required(try answer(lab, guest, by: nil).yiaddr)
        guest.type = .request
        guest.serverIdentifier = Lab.server
        guest.requested = offered
        return try required(try lab.send(guest).yiaddr)
    }

    @Test("An address is committed, asked for on the link of the client, and offered when nobody answers")
    func silence() throws {
        let lab = try probingLab()
        let first = try lab.send(Guest(.discover, 1))
        #expect(first.isSilent)
        #expect(first.puts.map(\.address) == [address(50)])
        #expect(first.decision.probe == AddressProbe(address: address(50), interface: 2))
        let then = try lab.send(
            Guest(.discover, 1), verdict: ProbeVerdict(probe: try required(first.decision.probe), holder: nil))
        #expect(then.type == .offer)
        #expect(then.yiaddr == address(50))
        #expect(then.puts.isEmpty)
    }

    @Test("A machine that uses its address already may answer for it itself")
    func itself() throws {
        let lab = try probingLab()
        #expect(try answer(lab, Guest(.discover, 1), by: mac(1)).yiaddr == address(50))
    }

    @Test("An address that a stranger uses rests, both are written down, and the next one is asked for")
    func stranger() throws {
        let lab = try probingLab()
        let answer = try answer(lab, Guest(.discover, 1), by: foreigner)
        #expect(answer.isSilent)
        #expect(answer.decision.probe?.address == address(51))
        let event = try required(answer.events.first)
        #expect(event.kind == .addressInUse)
        #expect(event.address == address(50))
        #expect(event.mac == mac(1) && event.otherMAC == foreigner)
        #expect(lab.book.resting(address(50))?.reason == .conflict)
        #expect(lab.lease(1)?.address == address(51))
    }

    @Test("A machine of ours that uses another's address is named as the one to blame, and gets short leases")
    func stale() throws {
        let lab = try probingLab()
        _ = try bind(lab, 2)
        let answer = try answer(lab, Guest(.discover, 1), by: mac(2))
        let event = try required(answer.events.first)
        #expect(event.kind == .staleAddress)
        #expect(event.mac == mac(2) && event.otherMAC == mac(1))
        #expect(lab.book.watch(of: mac(2))?.isSuspect(at: lab.now) == true)
    }

    @Test("A lease in use is offered at once, one that has ended is asked for again")
    func again() throws {
        let lab = try probingLab()
        let bound = try bind(lab, 1)
        #expect(try lab.send(Guest(.discover, 1)).yiaddr == bound)
        lab.now += 601
        #expect(try answer(lab, Guest(.discover, 1), by: nil).yiaddr == bound)
    }

    @Test("What comes through a relay is answered at once: the link is not ours to ask")
    func relayed() throws {
        let lab = try probingLab()
        let guest = Guest(.discover, 1) {
            $0.giaddr = address(2)
            $0.sourceMAC = mac(250)
        }
        #expect(try lab.send(guest).type == .offer)
    }

    private func declined(_ lab: Lab, by holder: MACAddress?) throws -> Answer {
        let bound = try bind(lab, 1)
        let decline = Guest(.decline, 1) {
            $0.requested = bound
            $0.serverIdentifier = Lab.server
        }
        let first = try lab.send(decline)
        #expect(first.eventKinds == [.leaseDeclined])
        #expect(lab.lease(1)?.isLive(at: lab.now) == false)
        return try lab.send(
            decline, verdict: ProbeVerdict(probe: try required(first.decision.probe), holder: holder))
    }

    @Test("R15: a declined address that one of our machines uses is not poisoned: it is told better")
    func declineOfOurs() throws {
        let lab = try probingLab()
        let answer = try declined(lab, by: mac(2))
        #expect(answer.isSilent)
        #expect(answer.eventKinds == [.staleAddress])
        #expect(lab.lease(1)?.address == address(50))
        #expect(lab.book.resting(address(50)) == nil)
    }

    @Test("R15: a declined address that a stranger uses rests, and the machine gets another")
    func declineOfStrangers() throws {
        let lab = try probingLab()
        let answer = try declined(lab, by: foreigner)
        #expect(answer.eventKinds == [.addressInUse])
        #expect(lab.book.resting(address(50))?.until == lab.now + 600)
        #expect(lab.lease(1) == nil)
    }

    @Test("R15: a declined address that nobody uses stays the machine's")
    func declineOfNobody() throws {
        let lab = try probingLab()
        let answer = try declined(lab, by: nil)
        #expect(answer.decision.changes.isEmpty)
        #expect(lab.lease(1)?.address == address(50))
    }

    @Test("R18: a MAC that answers at its old place is at both, one that does not has moved")
    func oldPlace() throws {
        for isThere in [true, false] {
            let lab = try probingLab()
            let bound = try bind(lab, 1)
            lab.now += 31
            let guest = Guest(.discover, 1) {
                $0.giaddr = address(2)
                $0.xid = 7
                $0.sourceMAC = mac(250)
            }
            let answer = try answer(lab, guest, by: isThere ? mac(1) : nil)
            #expect(answer.drop == (isThere ? .duplicateMAC : nil))
            #expect(answer.eventKinds == [isThere ? .duplicateMAC : .macMoved])
            #expect(answer.yiaddr == (isThere ? nil : bound))
        }
    }
}

@Suite("Messages that wait for the wire")
struct AddressProberTests {
    private let probe = AddressProbe(address: address(50), interface: 2)
    private let origin = DatagramOrigin(
        interface: 2, sourceMAC: nil, source: .any, destination: .broadcast, sourcePort: 68)

    private func reply(_ mac: MACAddress, _ address: IPv4Address) throws -> ARPFrame {
        var octets = [UInt8](repeating: 0, count: ARPFrame.length)
        var span = octets.mutableSpan
        var frame = ARPFrame(probing: address, from: mac)
        frame.isReply = true
        frame.senderAddress = address
        _ = frame.write(into: &span)
        return try required(ARPFrame(readingFrom: octets.span))
    }

    @Test("A question is sent twice, and after 250 ms of silence the message comes back without a holder")
    func silence() throws {
        var prober = AddressProber()
        #expect(prober.nextMoment == nil)
        let isNew = prober.ask(probe, for: mac(1), [1], from: origin, round: 0, at: 1000)
        #expect(isNew)
        #expect(prober.nextMoment == 1100)
        let repeats = [1099, 1100, 1200].map { prober.repeats(at: $0) }
        #expect(repeats == [[], [probe], []])
        #expect(prober.nextMoment == 1250)
        let early = prober.next(at: 1249)
        #expect(early == nil)
        let resumed = try required(prober.next(at: 1250))
        #expect(resumed.datagram == [1])
        #expect(resumed.verdict == ProbeVerdict(probe: probe, holder: nil))
        #expect(resumed.round == 1)
        #expect(prober.isEmpty)
    }

    @Test("The first who answers on that link is the holder")
    func holder() throws {
        var prober = AddressProber()
        _ = prober.ask(probe, for: mac(1), [1], from: origin, round: 0, at: 0)
        prober.hear(try reply(mac(8), address(50)), on: 3)
        prober.hear(try reply(mac(9), address(50)), on: 2)
        prober.hear(try reply(mac(7), address(50)), on: 2)
        let resumed = try required(prober.next(at: 250))
        #expect(resumed.verdict.holder == mac(9))
    }

    @Test("Of a message that is sent again the newest waits, and nothing is asked twice for it")
    func retransmission() throws {
        var prober = AddressProber()
        _ = prober.ask(probe, for: mac(1), [1], from: origin, round: 0, at: 0)
        let isNew = prober.ask(probe, for: mac(1), [2], from: origin, round: 0, at: 200)
        #expect(!isNew)
        let resumed = try required(prober.next(at: 250))
        #expect(resumed.datagram == [2])
        let more = prober.next(at: 10_000)
        #expect(more == nil)
    }

    @Test("There is an end to how many wait and to how often one message asks")
    func bounds() {
        var prober = AddressProber()
        let asked = (0..<5000).count { number in
            prober.ask(
                AddressProbe(address: IPv4Address(rawValue: UInt32(number)), interface: 2), for: mac(1), [],
                from: origin, round: 0, at: 0)
        }
        #expect(asked == AddressProber.limit)
        var other = AddressProber()
        let isAsked = other.ask(probe, for: mac(1), [], from: origin, round: AddressProber.roundLimit, at: 0)
        #expect(!isAsked && other.isEmpty)
    }
}
