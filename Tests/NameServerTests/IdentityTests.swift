import DNSWire
import NameServer
import Testing

/// What the server says of itself (RFC 4892, RFC 5001).
@Suite struct IdentityTests {
    static func server(_ identity: ServerIdentity) throws -> TestServer {
        TestServer([try TestServer.zone("@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\n", "example")], identity: identity)
    }

    /// The answer section's one record behind its owner: type, class, TTL, length and data.
    static func record(_ octets: [UInt8], after query: [UInt8]) -> [UInt8] {
        Array(octets.dropFirst(query.count))
    }

    @Test(
        "version and identity are TXT records of class CHAOS, in any case of letters, for TXT and ANY",
        arguments: [
            ("version.bind", "one"), ("VERSION.bind", "one"), ("version.server", "one"), ("id.server", "two"),
            ("hostname.bind", "two"),
        ])
    func texts(name: String, text: String) throws {
        let server = try Self.server(ServerIdentity(version: "one", name: "two"))
        for type: UInt16 in [16, 255] {
            let query = Message.query(name, type, recordClass: 3)
            let octets = try #require(server.answer(query))
            #expect(octets[3] & 0x0F == 0 && octets[2] & 0x84 == 0x84 && Array(octets[6..<8]) == [0, 1])
            let data = [UInt8(text.utf8.count)] + Array(text.utf8)
            #expect(
                Self.record(octets, after: query)
                    == [0xC0, 12, 0, 16, 0, 3, 0, 0, 0, 0, 0, UInt8(data.count)] + data)
        }
    }

    @Test("By default, for other names, types and classes, it is REFUSED")
    func refused() throws {
        let told = try Self.server(ServerIdentity(version: "one", name: "two"))
        for (server, name, type, recordClass) in [
            (try Self.server(ServerIdentity()), "version.bind", UInt16(16), UInt16(3)),
            (try Self.server(ServerIdentity(name: "two")), "version.bind", 16, 3),
            (told, "authors.bind", 16, 3), (told, "bind", 16, 3), (told, "version.bind", 1, 3),
            (told, "version.bind", 16, 4), (told, "version.bind", 16, 1), (told, "version.bind", 252, 3),
        ] {
            let octets = try #require(server.answer(Message.query(name, type, recordClass: recordClass)))
            #expect(octets[3] & 0x0F == 5 && Array(octets[6..<8]) == [0, 0], "\(name) \(type) \(recordClass)")
        }
    }

    @Test("NSID is told to whoever asks, whatever the option holds, where it is set")
    func identifier() throws {
        let server = try Self.server(ServerIdentity(identifier: "ns1"))
        for option in [[0, 3, 0, 0], [0, 3, 0, 2, 1, 2], [0, 3, 0, 0, 0, 3, 0, 0]] as [[UInt8]] {
            #expect(try server.ask("example", .soa, edns: .init(options: option)).options == [3: Array("ns1".utf8)])
        }
        #expect(try server.ask("example", .soa, edns: .init()).options == [:])
        let silent = try Self.server(ServerIdentity())
        #expect(try silent.ask("example", .soa, edns: .init(options: [0, 3, 0, 0])).options == [:])
    }

    @Test("What is too long is cut: 255 octets of text, 64 of NSID")
    func limits() throws {
        let long = String(repeating: "x", count: 300)
        let server = try Self.server(ServerIdentity(version: long, identifier: long))
        let reply = try server.ask("example", .soa, edns: .init(options: [0, 3, 0, 0]))
        #expect(reply.options[3]?.count == 64)
        let query = Message.query("version.bind", 16, recordClass: 3)
        #expect(try #require(server.answer(query)).count == query.count + 12 + 256)
    }
}
