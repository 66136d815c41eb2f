import DNSWire
import NameServer
import Testing

/// Why a query is refused (RFC 8914), and what broken EDNS is told (RFC 6891 §7).
@Suite struct ExtendedErrorTests {
    let server: TestServer

    init() throws {
        server = TestServer([try TestServer.zone("@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\n", "example")])
    }

    @Test(
        "A refusal says why, to whoever speaks EDNS",
        arguments: [
            ("example.org", UInt16(1), UInt16(1), [UInt8(0), 20]), ("example", 252, 1, [0, 21]),
            ("example", 251, 1, [0, 21]), ("example", 6, 4, [0, 21]), ("example", 6, 255, [0, 21]),
        ])
    func refusals(name: String, type: UInt16, recordClass: UInt16, error: [UInt8]) throws {
        let query = Message.query(name, type, recordClass: recordClass, edns: .init())
        let reply = try #require(server.answer(query).flatMap(Reply.init))
        #expect(reply.code == 5 && reply.options == [15: error])
        let plain = Message.query(name, type, recordClass: recordClass)
        let silent = try #require(server.answer(plain).flatMap(Reply.init))
        #expect(silent.code == 5 && silent.edns == nil)
    }

    @Test("A client that is not served is told so: Prohibited")
    func prohibited() throws {
        let reply = try #require(server.refuse(Message.query("example", 6, edns: .init())).flatMap(Reply.init))
        #expect(reply.code == 5 && reply.options == [15: [0, 18]] && reply.answer == [])
        #expect(try #require(server.refuse(Message.query("example", 6)).flatMap(Reply.init)).edns == nil)
    }

    @Test("No answer and no denial carries an error")
    func answers() throws {
        for type: RecordType in [.soa, .a] {
            #expect(try server.ask("example", type, edns: .init()).options == [:])
        }
        #expect(try server.ask("nobody.example", .a, edns: .init()).options == [:])
        #expect(try server.ask("example", .soa, edns: .init(version: 1)).options == [:])
    }

    @Test("The error is left out where there is no room for it, and the OPT record is not")
    func noRoom() throws {
        let query = Message.query("example.org", 1, edns: .init())
        let bare = query.count
        let reply = try #require(server.answer(query, room: bare).flatMap(Reply.init))
        #expect(reply.edns == [1232, 0, 0] && reply.options == [:])
        let whole = try #require(server.answer(query, room: bare + 6).flatMap(Reply.init))
        #expect(whole.options == [15: [0, 20]])
    }

    @Test("FORMERR for an OPT record that breaks the rules repeats the question and has an OPT record")
    func brokenOPT() throws {
        var two = Message.query("example", 6, edns: .init())
        two[11] = 2
        two += two.suffix(11)
        let queries =
            [two] + [[0], [0, 3, 0], [0, 3, 0, 1]].map { Message.query("example", 6, edns: .init(options: $0)) }
        for query in queries {
            let reply = try #require(server.answer(query).flatMap(Reply.init))
            #expect(reply.code == 1 && reply.questionCount == 1 && reply.edns == [1232, 0, 0])
        }
    }
}
