import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("R12, R13: where a reply goes (RFC 2131 §4.1)")
struct ReplyDestinationTests {
    private let chaddr = mac(1)
    private let ciaddr = address(60)
    private let yiaddr = address(61)
    private let giaddr = address(2)

    private func header(giaddr: IPv4Address = .any, ciaddr: IPv4Address = .any, broadcast: Bool = false) -> DHCPHeader {
        DHCPHeader(
            op: 1, xid: 1, flags: broadcast ? 0x8000 : 0, ciaddr: ciaddr, giaddr: giaddr, chaddr: chaddr)
    }

    private func destination(_ header: DHCPHeader, _ type: DHCPMessageType) -> ReplyDestination {
        ReplyDestination(for: header, reply: type, yiaddr: type == .nak ? .any : yiaddr, isRouted: false)
    }

    @Test(
        "giaddr is not zero: to the relay, whatever else is set", arguments: [.offer, .ack, .nak] as [DHCPMessageType])
    func relay(type: DHCPMessageType) {
        for ciaddr in [.any, ciaddr] {
            for broadcast in [false, true] {
                #expect(
                    destination(header(giaddr: giaddr, ciaddr: ciaddr, broadcast: broadcast), type) == .relay(giaddr))
            }
        }
    }

    @Test("giaddr is zero, ciaddr is not: OFFER and ACK to ciaddr", arguments: [.offer, .ack] as [DHCPMessageType])
    func ciaddr(type: DHCPMessageType) {
        for broadcast in [false, true] {
            #expect(destination(header(ciaddr: ciaddr, broadcast: broadcast), type) == .renewing(ciaddr, chaddr))
        }
    }

    @Test("Both are zero and the broadcast bit is set: broadcast", arguments: [.offer, .ack] as [DHCPMessageType])
    func broadcast(type: DHCPMessageType) {
        #expect(destination(header(broadcast: true), type) == .broadcast)
    }

    @Test(
        "Both are zero and the bit is not set: to yiaddr in a frame to chaddr",
        arguments: [.offer, .ack] as [DHCPMessageType])
    func unicast(type: DHCPMessageType) {
        #expect(destination(header(), type) == .unicast(yiaddr, chaddr))
    }

    @Test("R12: giaddr is zero: every NAK is broadcast, never sent to ciaddr")
    func nak() {
        for ciaddr in [.any, ciaddr] {
            for broadcast in [false, true] {
                #expect(destination(header(ciaddr: ciaddr, broadcast: broadcast), .nak) == .broadcast)
            }
        }
    }

    @Test("A client behind a router is answered through it")
    func routed() {
        let destination = ReplyDestination(for: header(ciaddr: ciaddr), reply: .ack, yiaddr: yiaddr, isRouted: true)
        #expect(destination == .routed(ciaddr))
    }
}

@Suite("What a reply says (RFC 2131 table 3)")
struct ReplyWritingTests {
    @Test("OFFER and ACK: the fields that the table names")
    func fields() throws {
        let lab = try Lab()
        let guest = Guest(.discover, 1) {
            $0.flags = 0x8000
            $0.xid = 0xDEAD_BEEF
        }
        let header = try lab.send(guest).message().header
        #expect(header.op == 2 && header.htype == 1 && header.hlen == 6 && header.hops == 0)
        #expect(header.xid == 0xDEAD_BEEF && header.secs == 0 && header.flags == 0x8000)
        #expect(header.ciaddr == .any && header.yiaddr == address(50) && header.siaddr == .any)
        #expect(header.giaddr == .any && header.chaddr == mac(1))
    }

    @Test("Without a request list everything that is set is sent: times, mask, router, domain, broadcast address")
    func everything() throws {
        let lab = try Lab()
        let options = try lab.send(Guest(.discover, 1)).options()
        #expect(options.map(\.code) == [53, 54, 51, 58, 59, 1, 3, 15, 28])
        let values = Dictionary(uniqueKeysWithValues: options.map { ($0.code, $0.octets) })
        #expect(values[53] == [2])
        #expect(values[54] == [10, 86, 51, 1])
        // 600 s, a half, seven eighths.
        #expect(values[51] == [0, 0, 0x02, 0x58])
        #expect(values[58] == [0, 0, 0x01, 0x2C])
        #expect(values[59] == [0, 0, 0x02, 0x0D])
        #expect(values[1] == [255, 255, 255, 0])
        #expect(values[3] == [10, 86, 51, 1])
        #expect(values[15] == Array("lab.contoso.com".utf8))
        #expect(values[28] == [10, 86, 51, 255])
    }

    @Test("Option 6 is there if and only if a name server is set")
    func nameServers() throws {
        let lab = try Lab { $0.nameServers = [address(2), address(3)] }
        #expect(try lab.send(Guest(.discover, 1)).option(6) == [10, 86, 51, 2, 10, 86, 51, 3])
        let without = try Lab()
        #expect(try without.send(Guest(.discover, 1) { $0.requestList = [6] }).option(6) == nil)
    }

    @Test("What is asked for comes in the order asked, after what is always sent, once, and nothing else")
    func requestList() throws {
        let lab = try Lab()
        let answer = try lab.send(Guest(.discover, 1) { $0.requestList = [28, 15, 3, 28, 1, 51, 119, 252, 15] })
        #expect(try answer.options().map(\.code) == [53, 54, 51, 58, 59, 1, 28, 15, 3])
        let empty = try lab.send(Guest(.discover, 1) { $0.requestList = [] })
        #expect(try empty.options().map(\.code) == [53, 54, 51, 58, 59, 1])
    }

    @Test("NAK: type, server identifier, a text, and the two that are repeated; nothing else")
    func nak() throws {
        let lab = try Lab()
        let answer = try lab.send(
            Guest(.request, 1) {
                $0.requested = address(99)
                $0.clientIdentifier = [1, 2, 3]
                $0.requestList = [1, 3, 6, 15]
                $0.giaddr = address(2)
                $0.relayInformation = [1, 1, 7]
            })
        #expect(try answer.options().map(\.code) == [53, 54, 56, 61, 82])
        #expect(try answer.option(53) == [6])
        #expect(try answer.option(56)?.isEmpty == false)
    }

    @Test("A reply is never longer than the client takes, and what is demanded is never left out")
    func size() throws {
        let lab = try Lab { network in
            network.nameServers = (1...120).map { address(UInt8($0)) }
        }
        let small = try lab.send(Guest(.discover, 1))
        #expect(try required(small.octets).count <= 548)
        #expect(try small.option(6) == nil && small.option(15) != nil)
        let large = try lab.send(Guest(.discover, 1) { $0.maximumMessageSize = 1500 })
        #expect(try large.options().filter { $0.code == 6 }.map(\.octets.count) == [255, 225])

        let long = try lab.send(
            Guest(.discover, 1) {
                $0.clientIdentifier = [UInt8](repeating: 1, count: 400)
                $0.giaddr = address(2)
                $0.relayInformation = [1, 253] + [UInt8](repeating: 2, count: 253)
            })
        let message = try long.message()
        #expect(message.clientIdentifier.count == 400)
        #expect(try long.option(51) != nil && long.options().last?.octets.count == 255)
    }

    @Test("A buffer that is too small for what is demanded gets nothing")
    func smallBuffer() throws {
        let lab = try Lab()
        let guest = Guest(.discover, 1) { $0.clientIdentifier = [UInt8](repeating: 1, count: 200) }
        let octets = try guest.octets()
        let request = try DHCPMessage(readingFrom: octets.span)
        let plan = try required(try lab.send(guest).decision.reply)
        for room in 0...420 {
            var buffer = [UInt8](repeating: 0, count: room)
            var span = buffer.mutableSpan
            let length = plan.write(answering: request, of: octets.span, into: &span)
            #expect(length.map { $0 <= room } ?? (room < 460))
        }
    }
}
