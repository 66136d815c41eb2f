import DNSWire
import NameServer
import Testing

/// Every probe of RFC 8906 §8, with the reply it must get from an authoritative server.
@Suite struct ComplianceTests {
    /// One probe, named by its section, and what its reply must be. The zone is not signed, so there is never an RRSIG.
    struct Probe: CustomTestStringConvertible {
        var section: String
        var type: UInt16 = 6
        var flags: UInt16 = 0
        var edns: Message.EDNSOptions?
        var transport = Transport.udp

        var code = 0
        var answers = 1
        var replyFlags: Set<String> = ["qr", "aa"]
        var doBit = false

        var testDescription: String { section }
    }

    /// An option that nobody has defined, and four that somebody has: NSID, CLIENT-SUBNET, EXPIRE and COOKIE.
    static let unknownOption: [UInt8] = [0, 100, 0, 0]
    static let definedOptions: [UInt8] =
        [0, 3, 0, 0] + [0, 8, 0, 4, 0, 1, 0, 0] + [0, 9, 0, 0] + [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8]

    static let probes: [Probe] = [
        Probe(section: "8.1.1 SOA"),
        Probe(section: "8.1.2 an unknown type", type: 1000, answers: 0),
        Probe(section: "8.1.3.1 CD=1", flags: 0x0010),
        Probe(section: "8.1.3.2 AD=1", flags: 0x0020),
        Probe(section: "8.1.3.3 the reserved bit", flags: 0x0040),
        Probe(section: "8.1.3.4 RD=1", flags: 0x0100, replyFlags: ["qr", "aa", "rd"]),
        Probe(section: "8.1.5 TCP", transport: .tcp),
        Probe(section: "8.2.1 plain EDNS", edns: .init()),
        Probe(section: "8.2.2 version 1", edns: .init(version: 1), code: 16, answers: 0, replyFlags: ["qr"]),
        Probe(section: "8.2.3 an unknown option", edns: .init(options: unknownOption)),
        Probe(section: "8.2.4 an unknown flag", edns: .init(flags: 0x0040)),
        Probe(
            section: "8.2.5 version 1 with an unknown flag", edns: .init(version: 1, flags: 0x0040), code: 16,
            answers: 0, replyFlags: ["qr"]),
        Probe(
            section: "8.2.6 version 1 with an unknown option", edns: .init(version: 1, options: unknownOption),
            code: 16, answers: 0, replyFlags: ["qr"]),
        Probe(
            section: "8.2.7 an answer that does not fit", type: 48, edns: .init(size: 512, flags: 0x8000),
            answers: 0, replyFlags: ["qr", "aa", "tc"], doBit: true),
        Probe(section: "8.2.8 DO=1", edns: .init(flags: 0x8000), doBit: true),
        Probe(
            section: "8.2.9 version 1 with DO=1", edns: .init(version: 1, flags: 0x8000), code: 16, answers: 0,
            replyFlags: ["qr"], doBit: true),
        Probe(section: "8.2.10 several defined options", edns: .init(options: definedOptions)),
    ]

    let server: TestServer

    init() throws {
        let key = String(repeating: "AwEA", count: 160)
        server = TestServer([
            try TestServer.zone("$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n@ DNSKEY 257 3 8 \(key)\n", "example")
        ])
    }

    @Test("Each probe gets its reply", arguments: probes)
    func probe(_ probe: Probe) throws {
        let query = Message.query("example", probe.type, flags: probe.flags, edns: probe.edns)
        let reply = try #require(server.answer(query, transport: probe.transport).flatMap(Reply.init))
        #expect(reply.code == probe.code)
        #expect(reply.flags == probe.replyFlags)
        #expect(reply.answer.count == probe.answers)
        #expect(reply.questionCount == 1 && reply.question == Array(query[12..<25]))
        // An OPT record if and only if the query had one, always of version 0, and no flag in it but DO.
        #expect((reply.edns == nil) == (probe.edns == nil))
        #expect(reply.edns.map { $0[2] } ?? 0 == 0)
        #expect(reply.ednsFlags == (probe.doBit ? 0x8000 : 0))
        #expect(Set(reply.options.keys).isSubset(of: [3, 10]))
    }

    /// §8.1.4: the ID, the opcode and NOTIMP; nothing else is known of such a message.
    @Test("An unknown opcode is NOTIMP without any record", arguments: [3] + Array(6...15))
    func unknownOpcode(opcode: UInt16) throws {
        let query = Message.query("example", 6, flags: opcode << 11)
        let reply = try #require(server.answer(query).flatMap(Reply.init))
        #expect(reply.code == 4 && reply.opcode == Int(opcode) && reply.flags == ["qr"] && reply.edns == nil)
        #expect(reply.octets.count == 12 && Array(reply.octets[0..<2]) == [0xBE, 0xEF])
    }
}
