import Addresses
import DNSWire
import NameServer
import Testing

/// Every record type a master file may name, as text and as the octets its RFC says.
@Suite struct RecordTextTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        /// Type number, then RDATA in hexadecimal.
        let type: UInt16
        let data: String
        var testDescription: String { text }
    }

    static let rows = [
        Row(text: "A 10.86.51.2", type: 1, data: "0a563302"),
        Row(text: "NS ns", type: 2, data: "026e73 076578616d706c65 00"),
        Row(text: "CNAME @", type: 5, data: "076578616d706c65 00"),
        Row(text: "CNAME .", type: 5, data: "00"),
        Row(
            text: "SOA a b 1 2h 3m 1w2d 5", type: 6,
            data: "0161 076578616d706c65 00 0162 076578616d706c65 00 00000001 00001c20 000000b4 000bdd80 00000005"),
        Row(text: "PTR a\\.b.", type: 12, data: "03612e62 00"),
        Row(text: "HINFO PDP-11/70 \"UNIX V7\"", type: 13, data: "09 5044502d31312f3730 07 554e4958205637"),
        Row(text: "MX 10 mail", type: 15, data: "000a 046d61696c 076578616d706c65 00"),
        Row(text: "TXT a \"b c\" \"\" \\\"\\065", type: 16, data: "0161 03622063 00 022241"),
        Row(text: "RP a. b.", type: 17, data: "0161 00 0162 00"),
        Row(text: "AAAA 2001:db8::1:0:2", type: 28, data: "20010db8000000000000000100000002"),
        Row(text: "AAAA ::ffff:192.0.2.1", type: 28, data: "00000000000000000000ffffc0000201"),
        Row(text: "AAAA ::", type: 28, data: "00000000000000000000000000000000"),
        // RFC 1876 §4, the first example's place, with the sizes and precisions that are the defaults.
        Row(
            text: "LOC 42 21 54 N 71 06 18 W -24m 30m", type: 29,
            data: "00 33 16 13 89 17 2d d0 70 be 15 f0 00 98 8d 20"),
        Row(text: "SRV 0 50 9191 build.", type: 33, data: "0000 0032 23e7 056275696c64 00"),
        // RFC 3403 §6.2
        Row(
            text: "NAPTR 100 50 \"a\" \"z3950+N2L+N2C\" \"\" cidserver.example.com.", type: 35,
            data: "0064 0032 0161 0d 7a333935302b4e324c2b4e3243 00 09636964736572766572 076578616d706c65 03636f6d 00"),
        Row(text: "DNAME new.", type: 39, data: "036e6577 00"),
        // RFC 4034 §5.4
        Row(
            text: "DS 60485 5 1 ( 2BB183AF5F22588179A53B0A 98631FAD1A292118 )", type: 43,
            data: "ec45 05 01 2bb183af5f22588179a53b0a98631fad1a292118"),
        // RFC 4255 §3.2
        Row(
            text: "SSHFP 2 1 123456789abcdef67890123456789abcdef67890", type: 44,
            data: "02 01 123456789abcdef67890123456789abcdef67890"),
        Row(text: "TLSA 0 0 1 d2abde240d7cd3ee", type: 52, data: "00 00 01 d2abde240d7cd3ee"),
        // RFC 9460 Appendix D.1 and D.2
        Row(text: "HTTPS 0 foo.example.com.", type: 65, data: "0000 03666f6f 076578616d706c65 03636f6d 00"),
        Row(text: "SVCB 1 .", type: 64, data: "0001 00"),
        Row(
            text: "SVCB 16 foo.example.com. port=53", type: 64,
            data: "0010 03666f6f 076578616d706c65 03636f6d 00 0003 0002 0035"),
        Row(
            text: "SVCB 1 foo.example.com. key667=hello", type: 64,
            data: "0001 03666f6f 076578616d706c65 03636f6d 00 029b 0005 68656c6c6f"),
        Row(
            text: "SVCB 1 foo.example.com. key667=\"hello\\210qoo\"", type: 64,
            data: "0001 03666f6f 076578616d706c65 03636f6d 00 029b 0009 68656c6c6fd2716f6f"),
        Row(
            text: "SVCB 1 foo.example.com. ipv6hint=\"2001:db8::1,2001:db8::53:1\"", type: 64,
            data: """
                0001 03666f6f 076578616d706c65 03636f6d 00 0006 0020
                20010db8000000000000000000000001 20010db8000000000000000000530001
                """),
        Row(
            text: "SVCB 16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1", type: 64,
            data: """
                0010 03666f6f 076578616d706c65 036f7267 00 0000 0004 0001 0004
                0001 0009 02 6832 05 68332d3139 0004 0004 c0000201
                """),
        Row(
            text: "SVCB 16 foo.example.org. alpn=\"f\\\\\\\\oo\\\\,bar,h2\"", type: 64,
            data: "0010 03666f6f 076578616d706c65 036f7267 00 0001 000c 08 665c6f6f2c626172 02 6832"),
        // RFC 8659 §4.1.1
        Row(text: "CAA 0 issue \"ca1.example.net\"", type: 257, data: "00 056973737565 6361312e6578616d706c652e6e6574"),
        Row(text: "OPENPGPKEY AQID BAU=", type: 61, data: "0102030405"),
        Row(text: "URI 10 1 \"ftp://a\"", type: 256, data: "000a 0001 6674703a2f2f61"),
        // RFC 3597 §5
        Row(text: "TYPE731 \\# 6 abcd ( ef 01 23 45 )", type: 731, data: "abcdef012345"),
        Row(text: "TYPE62347 \\# 0", type: 62_347, data: ""),
        Row(text: "A \\# 4 0A000001", type: 1, data: "0a000001"),
        Row(text: "TYPE1 10.0.0.2", type: 1, data: "0a000002"),
    ]

    @Test("A record's text becomes the octets its RFC says", arguments: rows)
    func data(row: Row) throws {
        let file = try ZoneFile(path: "example.zone", files: TextFiles(["example.zone": "x 60 IN \(row.text)\n"]))
        let record = try #require(file.records.first)
        #expect(record.type.rawValue == row.type)
        let hexadecimal = row.data.filter { !$0.isWhitespace }
        #expect(record.data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hexadecimal)
        #expect(record.owner == DomainName("x.example") && record.ttl == 60)
    }

    @Test("Type names and TYPE numbers lead to each other for all 65,536 values")
    func names() {
        for value in UInt16.min...UInt16.max {
            let type = RecordType(rawValue: value)
            #expect(RecordType(type.description) == type)
            #expect(RecordType("type\(value)") == type)
        }
        #expect(RecordType("TYPE65536") == nil && RecordType("TYPE+1") == nil && RecordType("") == nil)
    }
}
