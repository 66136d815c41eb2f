import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

/// A trap on wire input is a remote crash: this test fails by crashing.
@Suite("Messages from anybody")
struct AnythingTests {
    @Test("No sequence of messages traps, gives an address twice, or makes a reply that cannot be read")
    func anything() throws {
        var random = SeededGenerator(state: 42)
        let lab = try Lab {
            if let range = IPv4Range(first: address(50), last: address(55)) { $0.range = range }
        }
        lab.decider.relays.listed = [try required(IPv4Network("192.0.2.0/24"))]
        let addresses = (48...57).map { address($0) } + [.any, .broadcast, Lab.server, IPv4Address(192, 0, 2, 1)]
        func pick() -> IPv4Address { addresses.randomElement(using: &random) ?? .any }
        func octets(_ limit: Int) -> [UInt8] {
            (0..<Int.random(in: 0...limit, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        for _ in 0..<30_000 {
            lab.now += Int64.random(in: 0...100, using: &random)
            lab.decider.begin(lab.book)
            let types: [DHCPMessageType] = [.discover, .request, .request, .decline, .release, .inform, .leaseQuery]
            var guest = Guest(
                types.randomElement(using: &random) ?? .discover, UInt8.random(in: 0...10, using: &random))
            guest.flags = Bool.random(using: &random) ? 0x8000 : 0
            guest.ciaddr = Bool.random(using: &random) ? pick() : .any
            guest.giaddr = Int.random(in: 0..<4, using: &random) == 0 ? pick() : .any
            guest.requested = Bool.random(using: &random) ? pick() : nil
            guest.serverIdentifier = Bool.random(using: &random) ? pick() : nil
            guest.clientIdentifier = Bool.random(using: &random) ? octets(300) : nil
            guest.requestList = Bool.random(using: &random) ? octets(60) : nil
            guest.relayInformation = Int.random(in: 0..<4, using: &random) == 0 ? octets(30) : nil
            guest.source = Bool.random(using: &random) ? guest.ciaddr : pick()
            guest.destination = Bool.random(using: &random) ? Lab.server : .broadcast
            let sent = try guest.octets()
            guard (try? DHCPMessage(readingFrom: sent.span)) != nil else { continue }

            let answer = try lab.send(guest)
            if answer.type == .ack, guest.type == .request {
                #expect(lab.book.lease(at: try required(answer.yiaddr))?.mac == guest.chaddr)
            }
            if answer.octets != nil {
                #expect(try answer.message().type == answer.type)
            }
            if Bool.random(using: &random) {
                lab.decider.commit(lab.book)
            } else {
                lab.decider.rollback(lab.book)
            }
            let held = lab.book.leases.map(\.address)
            #expect(Set(held).count == held.count)
        }
    }
}
