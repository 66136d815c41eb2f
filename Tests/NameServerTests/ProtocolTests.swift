import Addresses
import AliasTable
import DNSWire
import NameServer
import Testing

/// Headers, EDNS, refusals and sizes (RFC 1035 §4, RFC 6891, RFC 8906 §8).
@Suite struct ProtocolTests {
    let server: TestServer

    init() throws {
        var text = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\na.b TXT x\n"
        for number in 0..<100 { text += "many A 10.0.0.\(number)\n" }
        for number in 0..<40 { text += "forty A 10.0.1.\(number)\n" }
        let environment = EnvironmentNames(
            id: 1, name: Array("shop".utf8), domain: DomainName("example") ?? .root, origin: [],
            machines: [
                MachineNames(
                    id: 1, name: Array("web".utf8), alias: Array("VSLM-1-2-3".utf8),
                    word: LeaseWord(address: IPv4Address(10, 0, 0, 9), expiry: 5000))
            ])
        server = TestServer(
            [try TestServer.zone(text, "example", liveness: .live(LiveSerial(5)))], environments: [environment])
    }

    @Test("A name of no zone of ours, another class and a transfer are REFUSED, without AA")
    func refused() throws {
        for (name, type, recordClass) in [
            ("example.org", RecordType.a, UInt16(1)), ("", .ns, 1), ("ns.example", .a, 3), ("ns.example", .a, 255),
            ("example", .axfr, 1), ("example", .ixfr, 1), ("VSLM-1-2-3.example", .a, 4),
        ] {
            let reply = try server.ask(name, type, recordClass: recordClass)
            #expect(reply.code == 5 && reply.flags == ["qr", "rd"], "\(name) \(type) \(recordClass)")
            #expect(reply.answer == [] && reply.authority == [] && reply.questionCount == 1)
        }
    }

    @Test(
        "Every other opcode is NOTIMP, an update REFUSED, with empty sections, with or without a question",
        arguments: 1...15)
    func opcodes(opcode: UInt16) throws {
        let query = Message.query("ns.example", 1, flags: opcode << 11)
        for message in [query, [0, 1, UInt8(opcode << 3), 0] + [UInt8](repeating: 0, count: 8)] {
            let reply = try #require(server.answer(message).flatMap(Reply.init))
            #expect(reply.code == (opcode == 5 ? 5 : 4) && reply.opcode == Int(opcode) && reply.flags == ["qr"])
            #expect(reply.octets.count == 12 && reply.questionCount == 0)
        }
    }

    @Test("Responses and what is shorter than a header get silence")
    func silence() {
        #expect(server.answer(Message.query("ns.example", 1, flags: 0x8100)) == nil)
        #expect(server.answer(Message.query("ns.example", 1, flags: 0xA800)) == nil)
        for length in 0..<12 { #expect(server.answer(Array(Message.query("ns.example", 1).prefix(length))) == nil) }
    }

    @Test("RD is copied; AD, CD, Z, TC and RA of the query are not")
    func flags() throws {
        for flags: UInt16 in [0x0000, 0x0100, 0x0010, 0x0020, 0x0040, 0x0080, 0x0200, 0x0400, 0x07F0] {
            let reply = try #require(server.answer(Message.query("ns.example", 1, flags: flags)).flatMap(Reply.init))
            #expect(reply.flags == (flags & 0x0100 == 0 ? ["qr", "aa"] : ["qr", "aa", "rd"]))
            #expect(reply.code == 0)
        }
    }

    @Test("Counts that no query has are FORMERR")
    func counts() throws {
        for (offset, value) in [(5, UInt8(0)), (5, 2), (7, 1), (9, 2), (11, 3), (4, 0xFF)] {
            var query = Message.query("ns.example", 1)
            query[offset] = value
            let reply = try #require(server.answer(query).flatMap(Reply.init))
            #expect(reply.code == 1 && reply.octets.count == 12)
        }
    }

    @Test("A compression pointer in the question is FORMERR, also one that points at itself")
    func pointers() throws {
        for name in [[0xC0, 0x0C], [0xC0, 0x04], [0xC0, 0xFF], [1, 97, 0xC0, 0x0C]] as [[UInt8]] {
            let query = Message.query("", 1).prefix(12) + name + [0, 1, 0, 1]
            #expect(server.answer(Array(query)).flatMap(Reply.init)?.code == 1)
        }
    }

    @Test("OPT is answered with ours: 1232 octets, version 0, no option")
    func edns() throws {
        for options in [[], [0, 3, 0, 0], [0xFF, 0xF0, 0, 2, 1, 2, 0, 3, 0, 0]] as [[UInt8]] {
            let reply = try server.ask("ns.example", edns: .init(size: 4096, flags: 0x8000, options: options))
            #expect(reply.code == 0 && reply.edns == [1232, 0, 0] && reply.options == [:])
        }
        #expect(try server.ask("ns.example").edns == nil)
    }

    @Test("Another EDNS version is BADVERS with OPT and no answer")
    func badVersion() throws {
        for version: UInt8 in [1, 2, 255] {
            let reply = try server.ask("ns.example", edns: .init(version: version))
            #expect(reply.code == 16 && reply.answer == [] && reply.edns == [1232, 1, 0])
        }
    }

    @Test("Two OPT records, OPT of a name and options that do not fill it are FORMERR")
    func brokenOPT() {
        var two = Message.query("ns.example", 1, edns: .init())
        two[11] = 2
        two += two.suffix(11)
        #expect(server.answer(two).flatMap(Reply.init)?.code == 1)
        let named = Message.query("ns.example", 1, edns: .init())
        var broken = Array(named.dropLast(11)) + [1, 97] + named.suffix(11)
        #expect(server.answer(broken).flatMap(Reply.init)?.code == 1)
        for options in [[0], [0, 3, 0], [0, 3, 0, 1]] as [[UInt8]] {
            broken = Message.query("ns.example", 1, edns: .init(options: options))
            #expect(server.answer(broken).flatMap(Reply.init)?.code == 1)
        }
    }

    @Test("An answer that does not fit is left out whole, with TC; over TCP it is there")
    func truncation() throws {
        let small = try server.ask("forty.example")
        #expect(small.flags.contains("tc") && small.answer == [] && small.octets.count <= 512)
        #expect(try server.ask("forty.example", edns: .init(size: 100)).flags.contains("tc"))
        #expect(try server.ask("forty.example", edns: .init(size: 1232)).answer.count == 40)
        #expect(try server.ask("many.example", edns: .init(size: 65_535)).flags.contains("tc"))
        let whole = try server.ask("many.example", transport: .tcp)
        #expect(!whole.flags.contains("tc") && whole.answer.count == 100)
    }

    @Test("All 65,536 types get a sane answer at an alias, a name of the zone, an empty non-terminal and nothing")
    func allTypes() throws {
        for type in UInt16.min...UInt16.max {
            for (name, missing) in [
                ("VSLM-1-2-3.example", 0), ("ns.example", 0), ("b.example", 0), ("nothing.example", 3),
            ] {
                let octets = try #require(server.answer(Message.query(name, type), room: 512))
                let isTransfer = type == 251 || type == 252
                #expect(Int(octets[3] & 0x0F) == (isTransfer ? 5 : missing), "\(name) \(type)")
            }
        }
    }

    @Test("All 65,536 classes but the Internet's are refused")
    func allClasses() throws {
        for recordClass in UInt16.min...UInt16.max where recordClass != 1 {
            let octets = try #require(
                server.answer(Message.query("ns.example", 1, recordClass: recordClass), room: 512))
            #expect(octets[3] & 0x0F == 5)
        }
    }
}
