import Addresses
import DNSWire
import Datagrams
import NameServer
import Testing

/// What a server does with a COOKIE option (RFC 7873 §5.2, §5.4).
@Suite struct CookieExchangeTests {
    /// RFC 9018 A.1: the secret, the client's address and cookie, the time, and the server cookie that comes of them.
    static let client: [UInt8] = [0x24, 0x64, 0xC4, 0xAB, 0xCF, 0x10, 0xC9, 0x57]
    static let good: [UInt8] = [
        0x01, 0, 0, 0, 0x5C, 0xF7, 0x9F, 0x11, 0x1F, 0x81, 0x30, 0xC3, 0xEE, 0xE2, 0x94, 0x80,
    ]

    let server: TestServer

    init() throws {
        let text = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n" + (0..<24).map { "big A 10.0.0.\($0)\n" }.joined()
        server = TestServer(
            [try TestServer.zone(text, "example")],
            secrets: try CookieTests.secrets("e5e973e5a6b2a43f48e7dc849e37bfcf"))
        server.client = Client(address: try CookieTests.ipv4("198.51.100.100"), time: 1_559_731_985)
    }

    static func option(_ data: [UInt8]) -> [UInt8] {
        [0, 10, 0, UInt8(data.count)] + data
    }

    func ask(_ options: [UInt8], name: String = "example", size: UInt16 = 1232) throws -> Reply {
        try server.ask(name, .init(rawValue: name == "big.example" ? 1 : 6), edns: .init(size: size, options: options))
    }

    @Test("A client cookie alone, a good pair and a bad pair all get the answer and a good server cookie")
    func exchanges() throws {
        var bad = Self.good
        bad[15] ^= 1
        for sent in [[], Self.good, bad, Self.good + [0], [1, 2, 3, 4, 5, 6, 7, 8], [UInt8](repeating: 9, count: 32)] {
            let reply = try ask(Self.option(Self.client + sent))
            #expect(reply.code == 0 && reply.answer.count == 1)
            #expect(reply.options == [10: Self.client + Self.good], "\(sent)")
        }
    }

    @Test("A cookie of a length that none has is FORMERR", arguments: [0, 1, 7, 9, 12, 15, 41, 60])
    func malformed(length: Int) throws {
        let reply = try ask(Self.option([UInt8](repeating: 1, count: length)))
        #expect(reply.code == 1 && reply.answer == [] && reply.options == [:] && reply.edns == [1232, 0, 0])
    }

    @Test("Of several COOKIE options the first counts")
    func several() throws {
        let second = Self.option([1])
        #expect(try ask(Self.option(Self.client) + second).options == [10: Self.client + Self.good])
    }

    @Test("Without the option there is no cookie in the reply, and no cookie in a reply without EDNS")
    func absent() throws {
        #expect(try ask([]).options == [:])
        #expect(try server.ask("example", .soa).edns == nil)
    }

    @Test("The cookie's room is held back: an answer that would leave none is cut short, and the cookie is there")
    func room() throws {
        // 12 + 17 + 24 * 16 + 11 = 424 octets; with the option of 28, 452.
        #expect(try ask([], name: "big.example", size: 512).answer.count == 24)
        let whole = try ask(Self.option(Self.client), name: "big.example", size: 512)
        #expect(whole.octets.count == 452 && whole.answer.count == 24)
        let query = Message.query("big.example", 1, edns: .init(options: Self.option(Self.client)))
        let cut = try #require(server.answer(query, room: 451).flatMap(Reply.init))
        #expect(cut.flags.contains("tc") && cut.answer == [] && cut.options == [10: Self.client + Self.good])
    }

    /// A header, no question, and an OPT record with these options.
    static func request(_ options: [UInt8]) -> [UInt8] {
        [0xBE, 0xEF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] + [0, 0, 41, 4, 208, 0, 0, 0, 0]
            + Message.big(UInt16(options.count)) + options
    }

    @Test("A cookie without a question is answered with a cookie; a bad one is told so (§5.4)")
    func cookieRequests() throws {
        for (sent, code) in [([], 0), (Self.good, 0), ([UInt8](repeating: 9, count: 16), 23)] as [([UInt8], Int)] {
            let reply = try #require(server.answer(Self.request(Self.option(Self.client + sent))).flatMap(Reply.init))
            #expect(reply.code == code && reply.questionCount == 0 && reply.flags == ["qr"])
            #expect(reply.options == [10: Self.client + Self.good])
        }
        for options in [[], Self.option([1]), [0, 3, 0, 0]] as [[UInt8]] {
            let reply = try #require(server.answer(Self.request(options)).flatMap(Reply.init))
            #expect(reply.code == 1 && reply.octets.count == 12)
        }
    }

    @Test("A client that is not served gets its cookie with the refusal")
    func refused() throws {
        let query = Message.query("example", 6, edns: .init(options: Self.option(Self.client)))
        let reply = try #require(server.refuse(query).flatMap(Reply.init))
        #expect(reply.code == 5 && reply.options == [10: Self.client + Self.good, 15: [0, 18]])
    }

    @Test("A reply that is cut short leads on: BADCOOKIE with a good cookie, or TC without one")
    func cutShort() throws {
        let with = Message.query("big.example", 1, edns: .init(options: Self.option(Self.client)))
        let told = try #require(server.answerCutShort(with).flatMap(Reply.init))
        #expect(told.code == 23 && told.flags == ["qr", "rd"] && told.answer == [])
        #expect(told.options == [10: Self.client + Self.good] && told.octets.count == with.count + 16)
        for edns in [nil, Message.EDNSOptions()] {
            let query = Message.query("big.example", 1, edns: edns)
            let cut = try #require(server.answerCutShort(query).flatMap(Reply.init))
            #expect(cut.code == 0 && cut.flags == ["qr", "tc", "rd"] && cut.answer == [])
            #expect(cut.octets.count == query.count && cut.questionCount == 1)
        }
    }

    @Test("Messages that are answered by their header alone stay so when they are cut short")
    func cutShortHeaders() throws {
        var query = Message.query("example", 6, flags: 5 << 11)
        #expect(server.answerCutShort(query)?.count == 12)
        query = Message.query("example", 6)
        query[5] = 0
        #expect(server.answerCutShort(query)?.count == 12)
    }
}
