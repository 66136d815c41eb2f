import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Rapid commit (RFC 4039)")
struct RapidCommitTests {
    private let guest = Guest(.discover, 1) { $0.rapidCommit = true }

    @Test("It is off unless the network says so")
    func off() throws {
        let answer = try Lab().send(guest)
        #expect(answer.type == .offer)
        #expect(try answer.option(80) == nil)
    }

    @Test("A DISCOVER that asks for it is acknowledged, committed, and told so; one that does not ask is offered")
    func on() throws {
        let lab = try Lab { $0.rapidCommit = true }
        #expect(try lab.send(Guest(.discover, 2)).type == .offer)
        let answer = try lab.send(guest)
        #expect(answer.type == .ack)
        #expect(try answer.option(80) == [])
        #expect(try answer.option(51) == [0, 0, 2, 88])
        #expect(lab.lease(1)?.isLive(at: lab.now) == true)
        #expect(lab.lease(1)?.address == answer.yiaddr)
        #expect(answer.eventKinds == [.leaseBegan])
        // Again, the same, and no new beginning.
        let again = try lab.send(guest)
        #expect(again.yiaddr == answer.yiaddr)
        #expect(again.eventKinds.isEmpty)
    }

    @Test("The wire is asked before")
    func probed() throws {
        let lab = try Lab {
            $0.rapidCommit = true
            $0.probes = true
        }
        let probe = try required(try lab.send(guest).decision.probe)
        #expect(lab.lease(1)?.isLive(at: lab.now) == false)
        #expect(try lab.send(guest, verdict: ProbeVerdict(probe: probe, holder: nil)).type == .ack)
    }
}
