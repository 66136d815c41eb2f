import Testing

@testable import Kits

@Suite("The lines of JSON values")
struct JSONLinesTests {
    private func flaw(_ text: String) -> JSONLines.Flaw? {
        do {
            _ = try JSONLines(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test("Each value has the line it begins in; what lies deeper has that of its container")
    func lines() throws {
        let text = """
            {"name": "shop",
             "machines": [
               {"name": "web-server",
                "private": {"mac": "x"}},
               {"name": "db-server", "deep": [[[
                 1 ]]]}
             ]}
            """
        let lines = try JSONLines(Array(text.utf8))
        #expect(lines.line(of: []) == 1)
        #expect(lines.line(of: ["machines"]) == 2)
        #expect(lines.line(of: ["machines", "0", "private", "mac"]) == 4)
        #expect(lines.line(of: ["machines", "1"]) == 5)
        #expect(lines.line(of: ["machines", "1", "nothing"]) == 5)
        #expect(lines.line(of: ["machines", "1", "deep", "0", "0", "0"]) == 5)
        #expect(lines.line(of: ["nothing"]) == 1)
    }

    @Test(
        "RFC 8259: what is no JSON is refused, with its line",
        arguments: [
            ("", SyntaxFlaw.endsTooSoon, 1), ("[1,\n", .endsTooSoon, 2), ("{\"a\":1", .endsTooSoon, 1),
            ("[1 2]", .expected(", or ]"), 1), ("{\"a\":1\n\"b\":2}", .expected(", or }"), 2),
            ("{a:1}", .expected("a key between quotation marks"), 1), ("{\"a\" 1}", .expected(":"), 1),
            ("[1,]", .character(UInt8(ascii: "]")), 1), ("[\n\n,]", .character(UInt8(ascii: ",")), 3),
            ("{\"a\":1,}", .expected("a key between quotation marks"), 1), ("[True]", .expected("a value"), 1),
            ("[nan]", .expected("a value"), 1), ("[+1]", .expected("a value"), 1),
            ("[1] x", .character(UInt8(ascii: "x")), 1),
            ("[\"a\nb\"]", .character(10), 1), ("[\"\\x\"]", .character(UInt8(ascii: "x")), 1),
            ("[\"a", .endsTooSoon, 1),
            ("[\"a\\", .endsTooSoon, 1),
        ])
    func flawed(text: String, expected: SyntaxFlaw, line: Int) {
        #expect(flaw(text) == JSONLines.Flaw(flaw: expected, line: line))
    }

    @Test("There is a limit to depth")
    func deep() {
        #expect(flaw(String(repeating: "[", count: 100_000))?.flaw == .tooDeep(limit: 64))
        #expect(flaw(String(repeating: "{\"a\":", count: 100_000))?.flaw == .tooDeep(limit: 64))
    }

    @Test(
        "Scalars and empty containers",
        arguments: ["1", "-1.5e3", "null", "\"a\\u00e9\\\"\"", "[]", "{}", " [ { } , [ ] ] "])
    func small(text: String) {
        #expect(flaw(text) == nil)
    }
}
