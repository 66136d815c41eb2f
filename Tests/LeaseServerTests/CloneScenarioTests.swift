import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

/// What happens when clones and restored machines come up with the memory of another.
@Suite("Clones")
struct CloneScenarioTests {
    private static let states = ["SELECTING", "INIT-REBOOT", "RENEWING", "REBINDING"]

    @Test("A restored clone that asks for the original's address gets a broadcast NAK, then its own", arguments: states)
    func restored(state: String) throws {
        let lab = try Lab()
        let identifier: [UInt8] = [255, 1, 2, 3]
        let original = try lab.bind(1, clientIdentifier: identifier)
        let own = try lab.bind(2, clientIdentifier: identifier)
        let before = lab.lease(1)

        let nak = try lab.send(
            Guest(.request, 2) {
                $0.clientIdentifier = identifier
                switch state {
                case "SELECTING":
                    $0.serverIdentifier = Lab.server
                    $0.requested = original
                case "INIT-REBOOT": $0.requested = original
                case "RENEWING":
                    $0.ciaddr = original
                    $0.source = original
                    $0.destination = Lab.server
                default:
                    $0.ciaddr = original
                    $0.source = original
                }
            })
        #expect(nak.type == .nak)
        #expect(nak.destination == .broadcast)
        let header = try nak.message().header
        #expect(header.ciaddr == .any && header.yiaddr == .any && header.chaddr == mac(2))
        #expect(lab.lease(1) == before)

        #expect(try lab.bind(2, clientIdentifier: identifier) == own)
        #expect(lab.lease(1) == before)
    }

    @Test("R20: two machines with one transaction id are two transactions")
    func sameTransaction() throws {
        let lab = try Lab()
        var filter = RetransmissionFilter()
        var answers: [IPv4Address?] = []
        for last in [1, 2] as [UInt8] {
            let guest = Guest(.discover, last) { $0.xid = 0x1234_5678 }
            let octets = try guest.octets()
            let request = try DHCPMessage(readingFrom: octets.span)
            let isRepeat = filter.isRepeat(request, of: octets.span, from: guest.origin)
            #expect(!isRepeat)
            let answer = try lab.send(guest)
            #expect(try answer.message().header.chaddr == mac(last))
            answers.append(answer.yiaddr)
        }
        #expect(answers == [address(50), address(51)])
    }

    @Test("R20: a repeat is the same machine, place, transaction and type")
    func repeats() throws {
        let changes: [(isRepeat: Bool, change: (inout Guest) -> Void)] = [
            (true, { _ in }), (true, { $0.flags = 0x8000 }), (true, { $0.relayInformation = [1, 1, 8, 9, 1, 1] }),
            (false, { $0.chaddr = mac(2) }), (false, { $0.xid += 1 }), (false, { $0.type = .request }),
            (false, { $0.interface = 3 }), (false, { $0.giaddr = address(3) }),
            (false, { $0.relayInformation = [1, 1, 9] }), (false, { $0.relayInformation = [1, 1, 8, 2, 1, 1] }),
        ]
        var filter = RetransmissionFilter()
        func seen(_ guest: Guest) throws -> Bool {
            let octets = try guest.octets()
            let request = try DHCPMessage(readingFrom: octets.span)
            return filter.isRepeat(request, of: octets.span, from: guest.origin)
        }
        let first = Guest(.discover, 1) {
            $0.giaddr = address(2)
            $0.relayInformation = [1, 1, 8]
        }
        for (isRepeat, change) in changes {
            var second = first
            change(&second)
            #expect(try !seen(first))
            #expect(try seen(second) == isRepeat)
            filter.removeAll()
        }
    }

    @Test("A machine that was deleted a moment ago gets silence; made again, another address than its old one rests")
    func deletedAndMadeAgain() throws {
        let lab = try Lab()
        let old = try lab.bind(1)
        let rest = RestingAddress(address: old, network: Lab.lab, until: lab.now + 1200, reason: .deleted)
        lab.book.replace(environment: EnvironmentID(rawValue: 1), interfaces: [], leases: [], resting: [rest])
        #expect(try lab.send(.renewing(1, old)).drop == .unknownMAC)

        let again = LeaseInterface(
            mac: mac(9), machine: MachineID(rawValue: 500), environment: EnvironmentID(rawValue: 2), network: Lab.lab)
        lab.book.replace(environment: EnvironmentID(rawValue: 2), interfaces: [again], leases: [], resting: [])
        #expect(try lab.bind(9) != old)
    }
}
