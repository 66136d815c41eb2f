import Addresses
import DNSWire
import NameServer
import Testing

/// Master files: what entries take over from each other, and every way to be wrong (RFC 1035 §5).
@Suite struct ZoneFileTests {
    static func records(_ text: String, _ others: [String: String] = [:]) throws -> [String] {
        let texts = others.merging(["Zones/example.zone": text]) { first, _ in first }
        let file = try ZoneFile(path: "Zones/example.zone", files: TextFiles(texts))
        return file.records.map { "\($0.owner) \($0.ttl) \($0.type) \($0.data.count)" }
    }

    @Test("Owner, TTL and class are taken over, in either order, through comments and parentheses")
    func takenOver() throws {
        let records = try Self.records(
            """
            ; a comment
            $TTL 1h
            a     IN 60 A 10.0.0.1
                  60 IN A 10.0.0.2 ; another
                  A 10.0.0.3\r
            @     A ( 10.0.0.4
                  ) ; the end
            $ORIGIN sub
            b     CLASS1 a 10.0.0.5
            b.    A 10.0.0.6
                  TXT ( "a;b" ; not in the string
                        "c(d" )
            """)
        #expect(
            records == [
                "a.example 60 A 4", "a.example 60 A 4", "a.example 3600 A 4", "example 3600 A 4",
                "b.sub.example 3600 A 4", "b 3600 A 4", "b 3600 TXT 8",
            ])
    }

    @Test("Without $TTL the last TTL counts, and the SOA's minimum for the SOA")
    func defaultTTL() throws {
        #expect(
            try Self.records("@ SOA a b 1 2 3 4 5\n@ NS a\nx 7 A 10.0.0.1\ny A 10.0.0.1\n") == [
                "example 5 SOA 42", "example 5 NS 11", "x.example 7 A 4", "y.example 7 A 4",
            ])
    }

    @Test("$INCLUDE reads beside the file, and what it sets ends with it")
    func include() throws {
        let records = try Self.records(
            "$TTL 9\n$INCLUDE more.txt sub\n A 10.0.0.2\n".replacing("\n A", with: "\nz A"),
            ["Zones/more.txt": "$TTL 1\n@ A 10.0.0.1\n$ORIGIN deep\ny A 10.0.0.1\n"])
        #expect(records == ["sub.example 1 A 4", "y.deep.sub.example 1 A 4", "z.example 9 A 4"])
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let text: String
        let line: Int
        let words: String
        var testDescription: String { text }

        init(_ text: String, _ line: Int, _ words: String) {
            (self.text, self.line, self.words) = (text, line, words)
        }
    }

    static let wrong = [
        Wrong("x A 10.0.0.1", 1, "no TTL"),
        Wrong("$TTL 1\nx A 10.0.0", 2, "10.0.0 is not an IPv4 address"),
        Wrong("$TTL 1\n\nx AAAA 1::2::3", 3, "1::2::3 is not an IPv6 address"),
        Wrong("$TTL 1\nx AAAA 1:2:3:4:5:6:7", 2, "is not an IPv6 address"),
        Wrong("$TTL 1\nx A 10.0.0.1 10.0.0.2", 2, "A has more words than it can have: 10.0.0.2"),
        Wrong("$TTL 1\nx MX mail", 2, "mail is not a number from 0 to 65535"),
        Wrong("$TTL 1\nx MX 10", 2, "a name is missing"),
        Wrong("$TTL 1\nx SRV 1 2 65536 a", 2, "65536 is not a number from 0 to 65535"),
        Wrong("$TTL 1\nx BOGUS 1", 2, "unknown record type BOGUS"),
        Wrong("$TTL 1\nx CH A 10.0.0.1", 2, "class CH: only IN is served"),
        Wrong("$TTL 1\nx AXFR", 2, "AXFR is a type for questions"),
        Wrong("$TTL 1\nx TYPE255 \\# 0", 2, "is a type for questions"),
        Wrong("$TTL 1\nx", 2, "a record without a type"),
        Wrong("$TTL 1\n A 10.0.0.1", 2, "a record without an owner"),
        Wrong("$TTL 1\na..b A 10.0.0.1", 2, "a..b is not a domain name"),
        Wrong("$TTL 1\nx CNAME \(String(repeating: "a", count: 64))", 2, "is not a domain name"),
        Wrong("$TTL 1\nx TXT \"open", 2, "a quoted string that is not closed"),
        Wrong("$TTL 1\nx TXT \\999", 2, "a broken escape"),
        Wrong("$TTL 1\nx TXT \(String(repeating: "a", count: 256))", 2, "256 octets: at most 255"),
        Wrong("$TTL 1\nx A (\n10.0.0.1\n", 2, "the parenthesis that opens here is never closed"),
        Wrong("$TTL 1\nx A 10.0.0.1 )", 2, "a closing parenthesis without an opening one"),
        Wrong("$TTL 1\nx A ( ( 10.0.0.1 ) )", 2, "a parenthesis within parentheses"),
        Wrong("$TTL soon", 1, "soon is not a time"),
        Wrong("$TTL 2147483648", 1, "2147483648 is not a time from 0 to 2147483647"),
        Wrong("$TTL 1\nx 99999999999 A 10.0.0.1", 2, "is not a time"),
        Wrong("$GENERATE 1-9 a$ A 10.0.0.$", 1, "unknown directive $GENERATE"),
        Wrong("$INCLUDE missing.txt", 1, "cannot read Zones/missing.txt: there is no such file"),
        Wrong("$INCLUDE example.zone", 1, "is nested deeper"),
        Wrong("$TTL 1\nx TYPE731 \\# 3 abcd", 2, "2 octets where 3 were announced"),
        Wrong("$TTL 1\nx TYPE731 \\# 2 abc", 2, "an odd number of hexadecimal digits"),
        Wrong("$TTL 1\nx A \\# 3 abcdef", 2, "these octets are no A record"),
        Wrong("$TTL 1\nx TYPE731 abc", 2, "has no text form here"),
        Wrong("$TTL 1\nx DS 1 2 3 xyz", 2, "xyz is not hexadecimal"),
        Wrong("$TTL 1\nx OPENPGPKEY abc", 2, "not base 64"),
        Wrong("$TTL 1\nx LOC 91 N 0 E 0m", 2, "over 90 degrees"),
        Wrong("$TTL 1\nx LOC 1 2 3 4 N 0 E 0m", 2, "an angle without N or S"),
        Wrong("$TTL 1\nx HTTPS 1 . port=no", 2, "not a service parameter with its right value"),
        Wrong("$TTL 1\nx HTTPS 1 . colour=red", 2, "unknown service parameter colour=red"),
        Wrong("$TTL 1\nx HTTPS 1 . port=1 port=2", 2, "port stands there twice"),
        Wrong("$TTL 1\nx TXT \\", 2, "a backslash at the end of a line"),
    ]

    @Test("What is wrong is named with file, line and a sentence", arguments: wrong)
    func flaws(wrong: Wrong) throws {
        let error = try #require(throws: ZoneFlaws.self) { _ = try Self.records(wrong.text) }
        let flaw = try #require(error.flaws.first)
        #expect(flaw.place == SourcePlace(file: "Zones/example.zone", line: wrong.line))
        #expect(flaw.sentence.contains(wrong.words), "\(flaw)")
        #expect(flaw.description.hasPrefix("Zones/example.zone:\(wrong.line): "))
    }

    @Test("Reading goes on after a flaw, up to 20 of them")
    func several() throws {
        let two = try #require(throws: ZoneFlaws.self) { _ = try Self.records("$TTL 1\nx A 1\nok A 10.0.0.1\ny A 2\n") }
        #expect(two.flaws.map(\.place?.line) == [2, 4])
        let many = String(repeating: "x A bad\n", count: 1000)
        #expect(try #require(throws: ZoneFlaws.self) { _ = try Self.records(many) }.flaws.count == 20)
    }

    @Test("Ten megabytes of garbage are a few flaws, soon", .timeLimit(.minutes(1)))
    func garbage() throws {
        var random = SplitMix(state: 7)
        var octets: [UInt8] = []
        while octets.count < 10_000_000 { withUnsafeBytes(of: random.next()) { octets.append(contentsOf: $0) } }
        let monotonous = [UInt8(ascii: "("), UInt8(ascii: "a"), UInt8(ascii: "\""), 10]
        for text in [octets] + monotonous.map({ [UInt8](repeating: $0, count: 1_000_000) }) {
            let files = TextFiles(octets: ["example.zone": text])
            _ = try? ZoneFile(path: "example.zone", files: files)
        }
    }

    @Test("A file cut at any octet, or with octets changed, is read or refused", arguments: [1, 2, 3] as [UInt64])
    func mutations(seed: UInt64) {
        var random = SplitMix(state: seed)
        let text = Array(
            ("$TTL 1\n@ SOA a b ( 1 2 3 4 5 )\n" + RecordTextTests.rows.map { "x \($0.text)\n" }.joined()).utf8)
        for round in 0..<500 {
            var changed = Array(text.prefix(Int(random.next() % UInt64(text.count))))
            for _ in 0..<round % 5 where !changed.isEmpty {
                changed[Int(random.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let file = try? ZoneFile(path: "example.zone", files: TextFiles(octets: ["example.zone": changed]))
            else { continue }
            _ = try? Zone(records: file.records, hashKey: TestServer.key)
        }
    }

    @Test("A zone of 200,000 records is read and served")
    func large() throws {
        var text = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 10.0.0.1\n"
        for number in 0..<200_000 {
            text += "host-\(number) A 10.\(number >> 16).\(number >> 8 & 255).\(number & 255)\n"
        }
        let server = TestServer([try TestServer.zone(text, "example")])
        #expect(try server.ask("host-199999.example").answer == ["host-199999.example. 300 A 10.3.13.63"])
    }
}
