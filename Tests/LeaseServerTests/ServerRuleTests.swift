import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("R21 to R23: clocks, the server's identifier, and names")
struct ServerRuleTests {
    @Test("R21: times come from the server's clock; what a client says of its own changes nothing")
    func clocks() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        // A restored guest believes that its lease has long ended, or that it has just begun.
        for secs in [0, 1, 0xFFFF] as [UInt16] {
            var guest = Guest.renewing(1, bound)
            guest.secs = secs
            let answer = try lab.send(guest)
            #expect(answer.type == .ack)
            #expect(lab.lease(1)?.expires == lab.now + 600)
            lab.now += 7
        }
    }

    @Test("R22: every address of ours names us, and replies name the one of the link")
    func identifier() throws {
        let lab = try Lab()
        let moved = IPv4Address(10, 86, 51, 3)
        lab.localAddresses = [Lab.server, moved]
        lab.book.ownAddresses = [Lab.server, moved]
        let offer = try lab.send(Guest(.discover, 1))
        #expect(try offer.message().serverIdentifier == Lab.server)
        let request = Guest(.request, 1) {
            $0.requested = offer.yiaddr
            $0.serverIdentifier = moved
        }
        let answer = try lab.send(request)
        #expect(answer.type == .ack)
        #expect(try answer.message().serverIdentifier == Lab.server)
    }

    @Test("R23: a guest's own name goes nowhere: neither the lease nor the history has it")
    func names() throws {
        let lab = try Lab()
        var named = Guest(.discover, 1)
        named.hostName = "db-server"
        let with = try lab.send(named)
        let without = try Lab().send(Guest(.discover, 1))
        #expect(with.decision.changes == without.decision.changes)
        #expect(with.octets == without.octets)
        #expect(try with.option(12) == nil)
    }
}
