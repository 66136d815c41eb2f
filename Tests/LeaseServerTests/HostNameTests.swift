import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("Host names that guests say they have")
struct HostNameTests {
    /// DISCOVER and REQUEST; the answer to the REQUEST.
    private func boot(_ last: UInt8, in lab: Lab, _ change: (inout Guest) -> Void) throws -> Answer {
        var guest = Guest(.discover, last, change)
        guest.requested = try required(try lab.send(guest).yiaddr)
        guest.serverIdentifier = Lab.server
        guest.type = .request
        return try lab.send(guest)
    }

    private func option81(_ flags: UInt8, _ name: [UInt8]) -> (code: UInt8, octets: [UInt8]) {
        (81, [flags, 0, 0] + name)
    }

    @Test("A clone that calls itself as its original does is told with both, once, and gets its lease all the same")
    func shared() throws {
        let lab = try Lab()
        let first = try boot(1, in: lab) { $0.hostName = "web-server" }
        #expect(first.type == .ack && !first.events.contains { $0.kind == .sharedName })
        let second = try boot(2, in: lab) { $0.hostName = "WEB-SERVER" }
        let event = try required(second.events.first { $0.kind == .sharedName })
        #expect(second.type == .ack)
        #expect(event.mac == mac(2) && event.otherMAC == mac(1) && event.otherMachine == MachineID(rawValue: 1))
        #expect(event.detail?.contains("web-server") == true)
        #expect(event.kind.conflict == .name)
        let other = try boot(3, in: lab) { $0.hostName = "db-server" }
        #expect(!other.events.contains { $0.kind == .sharedName })
    }

    @Test(
        "Option 81 names the guest as option 12 does, as text and in wire form (RFC 4702)",
        arguments: [
            (UInt8(0), Array("Web-Server.contoso.com".utf8)),
            (UInt8(4), [10] + Array("web-server".utf8) + [0]),
        ])
    func fqdn(flags: UInt8, name: [UInt8]) throws {
        let lab = try Lab()
        _ = try boot(1, in: lab) { $0.hostName = "web-server.contoso.com" }
        let second = try boot(2, in: lab) { $0.options = [option81(flags, name)] }
        #expect(second.events.contains { $0.kind == .sharedName })
    }

    @Test("A name whose machine is gone is nobody's; one that says nothing shares nothing")
    func gone() throws {
        let lab = try Lab()
        _ = try boot(1, in: lab) { $0.hostName = "web-server" }
        lab.now += 10_000
        let second = try boot(2, in: lab) { $0.hostName = "web-server" }
        #expect(!second.events.contains { $0.kind == .sharedName })
        for last: UInt8 in [3, 4] {
            let silent = try boot(last, in: lab) { $0.options = [option81(4, [200, 1])] }
            #expect(silent.type == .ack)
        }
        let empty = try boot(5, in: lab) { $0.options = [option81(4, []), (12, [0])] }
        #expect(empty.type == .ack && !empty.events.contains { $0.kind == .sharedName })
    }
}
