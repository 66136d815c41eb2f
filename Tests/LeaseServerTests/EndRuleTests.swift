import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("R14 to R16: RELEASE, DECLINE and INFORM")
struct EndRuleTests {
    private func release(_ last: UInt8, _ ciaddr: IPv4Address) -> Guest {
        Guest(.release, last) {
            $0.ciaddr = ciaddr
            $0.source = ciaddr
            $0.destination = Lab.server
            $0.serverIdentifier = Lab.server
        }
    }

    private func decline(_ last: UInt8, _ requested: IPv4Address) -> Guest {
        Guest(.decline, last) {
            $0.requested = requested
            $0.serverIdentifier = Lab.server
        }
    }

    @Test("R14: a RELEASE ends the lease at once and keeps the tie")
    func released() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.now += 5
        let answer = try lab.send(release(1, bound))
        #expect(answer.isSilent && answer.eventKinds == [.leaseReleased])
        #expect(lab.lease(1)?.state == .released && lab.lease(1)?.expires == lab.now)
        #expect(lab.lease(1)?.isLive(at: lab.now) == false)
        #expect(try lab.send(release(1, bound)).isIgnored)
        #expect(try lab.bind(2) != bound)
        #expect(try lab.bind(1) == bound)
    }

    @Test("R14: a RELEASE for another server, of another's address, from another network or machine is ignored")
    func releasedByOthers() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let others = try lab.bind(2)
        var foreign = release(1, bound)
        foreign.serverIdentifier = address(2)
        var none = release(1, bound)
        none.serverIdentifier = nil
        var elsewhere = release(1, bound)
        elsewhere.giaddr = IPv4Address(10, 86, 52, 1)
        var spoofed = release(1, bound)
        spoofed.sourceMAC = mac(2)
        for guest in [foreign, none, elsewhere, spoofed, release(1, others), release(3, bound), release(1, .any)] {
            #expect(try lab.send(guest).isIgnored)
        }
        #expect(lab.lease(1)?.isLive(at: lab.now) == true && lab.lease(2)?.isLive(at: lab.now) == true)
    }

    @Test("R15: a DECLINE just after the ACK rests the address for ten minutes and gives the machine another")
    func declined() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.now += 2
        let answer = try lab.send(decline(1, bound))
        #expect(answer.isSilent && answer.eventKinds == [.leaseDeclined])
        #expect(lab.lease(1) == nil)
        #expect(lab.book.resting(bound)?.until == lab.now + 600)
        #expect(lab.book.resting(bound)?.reason == .declined)
        #expect(try lab.bind(1) != bound)
    }

    @Test("R15: a DECLINE of another's address, late, never acknowledged, or with ciaddr is ignored")
    func declinedWrongly() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let others = try lab.bind(2)
        let offered = try required(try lab.send(Guest(.discover, 3)).yiaddr)
        var withAddress = decline(1, bound)
        withAddress.ciaddr = bound
        var foreign = decline(1, bound)
        foreign.serverIdentifier = address(2)
        for guest in [decline(1, others), decline(3, offered), decline(4, address(80)), withAddress, foreign] {
            #expect(try lab.send(guest).isIgnored)
        }
        lab.now += 61
        #expect(try lab.send(decline(1, bound)).drop == .declineNotBelieved)
        #expect(lab.lease(1)?.isLive(at: lab.now) == true)
    }

    @Test("R15: a machine may decline three times in ten minutes")
    func declineLimit() throws {
        let lab = try Lab()
        for _ in 0..<3 {
            let bound = try lab.bind(1)
            lab.now += 1
            #expect(try lab.send(decline(1, bound)).eventKinds == [.leaseDeclined])
        }
        let fourth = try lab.bind(1)
        #expect(try lab.send(decline(1, fourth)).drop == .declineNotBelieved)
        #expect(try lab.send(decline(2, try lab.bind(2))).eventKinds == [.leaseDeclined])
        lab.now += 600
        try lab.bind(1)
        #expect(try lab.send(decline(1, fourth)).eventKinds == [.leaseDeclined])
    }

    @Test("R15: declines of a batch that failed do not count")
    func declineRollback() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        for _ in 0..<5 {
            lab.decider.begin(lab.book)
            #expect(try lab.send(decline(1, bound)).eventKinds == [.leaseDeclined])
            lab.decider.rollback(lab.book)
        }
        #expect(lab.lease(1)?.address == bound)
    }

    @Test("R16: INFORM gets options to its ciaddr, no address, no times and no change")
    func inform() throws {
        let lab = try Lab()
        let answer = try lab.send(
            Guest(.inform, 1) {
                $0.ciaddr = address(20)
                $0.source = address(20)
            })
        #expect(answer.type == .ack && answer.decision.changes.isEmpty)
        #expect(answer.destination == .renewing(address(20), mac(1)))
        let header = try answer.message().header
        #expect(header.yiaddr == .any && header.ciaddr == address(20))
        let codes = try answer.options().map(\.code)
        #expect(Set(codes).isDisjoint(with: [51, 58, 59]))
        #expect(codes.contains(1) && codes.contains(15) && codes.contains(54))
    }

    @Test("R16: INFORM from nowhere, another network or an address of others gets silence")
    func informElsewhere() throws {
        let lab = try Lab()
        #expect(try lab.send(Guest(.inform, 1)).isIgnored)
        #expect(try lab.send(Guest(.inform, 1) { $0.ciaddr = IPv4Address(198, 51, 100, 7) }).isIgnored)
        #expect(try lab.send(Guest(.inform, 101) { $0.ciaddr = address(20) }).isIgnored)
    }
}
