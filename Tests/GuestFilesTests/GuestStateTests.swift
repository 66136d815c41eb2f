import Addresses
import Testing

@testable import GuestFiles

@Suite("The file of desired state")
struct GuestStateTests {
    private func read(_ text: String) throws -> GuestState { try GuestState(reading: Array(text.utf8)) }

    @Test("What is written is read again")
    func roundTrip() throws {
        let corp = Article.name("corp.contoso.com")
        for state in [
            try Article.webServer(), try Article.member(of: corp), try Article.member(of: nil),
            try Article.controller(),
        ] {
            #expect(try read(state.text) == state)
        }
    }

    @Test("It is what the documentation shows")
    func text() throws {
        #expect(
            try Article.webServer().text == """
                {
                  "format": 1,
                  "machine": "web-server",
                  "domain": "lab.contoso.com",
                  "private": {"mac": "02-5B-0F-11-22-33", "address": "192.168.23.1/24"},
                  "public": {"interfaces": ["en*", "eth*"]},
                  "hosts": [
                    {"address": "192.168.23.2", "names": ["db-server.lab.contoso.com", "db-server"]}
                  ],
                  "directory": null
                }

                """)
    }

    @Test("Cut off after any octet it is refused, with a line that is there")
    func truncation() throws {
        let octets = Array(try Article.member(of: Article.name("corp.contoso.com")).text.utf8)
        // The last octet is a line break, and not needed.
        for length in 0..<(octets.count - 1) {
            let error = #expect(throws: StateProblem.self) { try GuestState(reading: Array(octets[..<length])) }
            #expect((1...12).contains(error?.line ?? 0))
        }
    }

    @Test("With any octet changed it is read or refused, and nothing else")
    func mutation() throws {
        let octets = Array(try Article.webServer().text.utf8)
        for index in octets.indices {
            for octet: UInt8 in [0x00, 0x0A, 0x22, 0x2C, 0x30, 0x5B, 0x5C, 0x7B, 0x7D, 0xFF] {
                var changed = octets
                changed[index] = octet
                _ = try? GuestState(reading: changed)
            }
        }
    }

    /// What is replaced in the article's state, by what, and the line and kind of the refusal.
    // swift-format-ignore
    static let mistakes: [(old: String, new: String, line: Int, kind: StateProblem.Kind)] = [
        ("\"format\": 1", "\"format\": 2", 2, .format("2")),
        ("web-server\",\n", "web_server\",\n", 3, .notA(key: "machine", wanted: "a computer name", found: "\"web_server\"")),
        ("  \"domain\": \"lab.contoso.com\",\n", "", 1, .missing(key: "domain")),
        ("lab.contoso.com\",\n", "lab..com\",\n", 4, .notA(key: "domain", wanted: "a name such as db-server.lab.contoso.com", found: "\"lab..com\"")),
        ("02-5B", "03-5B", 5, .notA(key: "mac", wanted: "a MAC that a machine can have", found: "03-5B-0F-11-22-33")),
        ("-33\"", "\"", 5, .notA(key: "mac", wanted: "a MAC address such as 00-1D-D8-B7-1C-05", found: "\"02-5B-0F-11-22\"")),
        ("23.1/24", "23.1/33", 5, .notA(key: "address", wanted: "an address with the length of its prefix, such as 192.168.23.1/24", found: "\"192.168.23.1/33\"")),
        ("23.1/24", "23.255/24", 5, .notA(key: "address", wanted: "an address with the length of its prefix, such as 192.168.23.1/24", found: "\"192.168.23.255/24\"")),
        ("[\"en*\", \"eth*\"]", "[]", 6, .notA(key: "interfaces", wanted: "at least one name", found: "[]")),
        ("en*", "en*]\\nName=*", 6, .notA(key: "interfaces", wanted: "a name of interfaces such as en* or ens4", found: "\"en*]\\nName=*\"")),
        ("192.168.23.2", "192.168.23.1", 8, .hostsOfItself(address: "192.168.23.1")),
        ("192.168.23.2\"", "192.168.023.2\"", 8, .notA(key: "address", wanted: "an IPv4 address", found: "\"192.168.023.2\"")),
        ("\"db-server\"", "\"db\\nserver\"", 8, .notA(key: "names", wanted: "a name such as db-server.lab.contoso.com", found: "\"db\\nserver\"")),
        ("\"directory\": null", "\"directory\": null, \"proxy\": 1", 10, .unknown(key: "proxy")),
        ("\"directory\": null", "\"directory\": null, \"format\": 1", 10, .twice(key: "format")),
        ("\"directory\": null", "\"directory\": {\"servers\": []}", 10, .notA(key: "servers", wanted: "at least one address", found: "[]")),
        ("\"directory\": null", "\"directory\": {\"servers\": [\"192.168.23.3\"]}", 10, .missing(key: "domain")),
        ("null\n}", "null\n}\n{", 12, .json(.afterEnd)),
        ("null\n}", "null,\n}", 11, .json(.unexpected(wanted: "a key in quotation marks", found: "}"))),
        ("\"format\": 1", "\"format\": 01", 2, .json(.badNumber("01"))),
        ("\"format\": 1", "\"format\": one", 2, .json(.unexpected(wanted: "a value", found: "o"))),
        ("\"format\": 1", "\"format\" 1", 2, .json(.unexpected(wanted: "\":\"", found: "1"))),
        ("\"format\": 1", "\"format\": " + String(repeating: "[", count: 16), 2, .json(.tooDeep(limit: 16))),
    ]

    @Test("A mistake is named with its line", arguments: mistakes.indices)
    func mistake(index: Int) throws {
        let (old, new, line, kind) = Self.mistakes[index]
        let text = try Article.webServer().text
        let start = try #require(text.firstRange(of: old))
        let error = #expect(throws: StateProblem.self) { try read(text.replacingCharacters(in: start, with: new)) }
        #expect(error == StateProblem(line: line, kind))
    }

    @Test("JSON's escapes are read as RFC 8259 says")
    func escapes() throws {
        let node = try JSONReader.read(
            Array(#"["\"\\\/\b\f\n\r\t\u0041\uD83D\uDE00", -0.5e+3, true, false, null, {}]"#.utf8))
        #expect(
            node.list?.map(\.content) == [
                .string("\"\\/\u{8}\u{C}\n\r\tA\u{1F600}"), .number("-0.5e+3"), .bool(true), .bool(false), .null,
                .object([]),
            ])
        for broken in [#""\uD83D""#, #""\uDE00""#, #""\x""#, "\"\u{1}\"", #""\u00g0""#] {
            #expect(throws: JSONProblem(line: 1, flaw: .badString)) { try JSONReader.read(Array(broken.utf8)) }
        }
        #expect(throws: JSONProblem(line: 1, flaw: .badString)) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        #expect(JSONText.quoted("a\"\\\n\u{1}") == #""a\"\\\n\u0001""#)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
