import AliasTable
import DNSWire
import NameServer
import Testing

/// Octets that nobody means well with: the responder answers or stays silent, and never traps.
@Suite struct RobustnessTests {
    let server: TestServer

    init() throws {
        server = TestServer([
            try TestServer.zone(WildcardTests.text, "example", liveness: .live(LiveSerial(1))),
            try TestServer.zone(StandardTests.root, "."),
            try TestServer.zone(AliasTests.reverse, "51.86.10.in-addr.arpa", liveness: .live(LiveSerial(1))),
        ])
    }

    @Test("A query cut at any octet is answered FORMERR or with silence")
    func truncation() {
        let query = Message.query("host3.example", 15, edns: .init(options: [0, 3, 0, 0]))
        for length in 0..<query.count {
            let reply = server.answer(Array(query.prefix(length)))
            if length < 12 { #expect(reply == nil) } else { #expect(reply.flatMap(Reply.init)?.code == 1, "\(length)") }
        }
        #expect(server.answer(query).flatMap(Reply.init)?.code == 0)
    }

    @Test("What follows a query is ignored, however long it is", arguments: [1, 12, 512, 1500, 60_000])
    func oversized(more: Int) throws {
        for edns in [nil, Message.EDNSOptions()] {
            let query = Message.query("host3.example", 15, edns: edns)
            let alone = try #require(server.answer(query))
            #expect(server.answer(query + [UInt8](repeating: 0xC0, count: more)) == alone)
        }
    }

    @Test("The reply keeps to whatever room the buffer has")
    func smallBuffers() {
        let query = Message.query("SRI-NIC.ARPA", 15, edns: .init())
        for room in query.count...600 {
            #expect((server.answer(query, room: room)?.count ?? 0) <= room)
        }
    }

    @Test(
        "Random octets, and queries with octets changed at random, are survived", arguments: [1, 2, 3, 4] as [UInt64])
    func random(seed: UInt64) {
        var random = SplitMix(state: seed)
        let seeds = [
            Message.query("host3.example", 15, edns: .init(options: [0, 10, 0, 2, 1, 2])),
            Message.query("63.51.86.10.in-addr.arpa", 12), Message.query("www.BRL.MIL", 1, edns: .init()),
            Message.query("sub.*.example", 255),
        ]
        for round in 0..<25_000 {
            var message: [UInt8]
            if round % 4 == 0 {
                message = (0..<Int(random.next() % 120)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                if message.count > 12 { (message[2], message[5]) = (message[2] & 0x07, 1) }
            } else {
                message = seeds[Int(random.next() % UInt64(seeds.count))]
                for _ in 0...random.next() % 4 {
                    message[Int(random.next() % UInt64(message.count))] = UInt8(truncatingIfNeeded: random.next())
                }
            }
            guard let reply = server.answer(message, transport: round % 2 == 0 ? .udp : .tcp, room: 2048) else {
                continue
            }
            #expect(Reply(reply) != nil, "\(message)")
        }
    }
}

/// Steele, Lea and Flood's generator: the same numbers for the same seed, everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
