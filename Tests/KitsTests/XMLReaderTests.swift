import Testing

@testable import Kits

@Suite("The XML of virtual machines")
struct XMLReaderTests {
    private func events(_ text: String) throws -> [XMLEvent] {
        var reader = XMLReader(Array(text.utf8))
        var events: [XMLEvent] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    private func flaw(_ text: String) -> SyntaxFlaw? {
        do {
            _ = try events(text)
            return nil
        } catch {
            return error as? SyntaxFlaw
        }
    }

    @Test("Elements, attributes, text, CDATA, comments and entities (XML 1.0)")
    func wellFormed() throws {
        let text = """
            <?xml version='1.0'?>
            <!-- <a> is no element here -->
            <a b = "1 &lt; 2" c='"'>x &amp; &#65;&#x42;<![CDATA[<&>]]>
            <b/></a >
            """
        #expect(
            try events(text) == [
                .start("a", attributes: ["b": "1 < 2", "c": "\""], line: 3), .text("x & AB"), .text("<&>"), .text("\n"),
                .start("b", attributes: [:], line: 4), .end("b"), .end("a"),
            ])
    }

    @Test("Several documents may follow each other")
    func several() throws {
        #expect(try events("<a/>\n<?xml version='1.0'?>\n<b/>\n").count == 4)
        #expect(try events("") == [])
    }

    @Test("A document type is refused, whatever it would define")
    func documentType() {
        let bomb = """
            <!DOCTYPE domain [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <domain><name>&b;</name></domain>
            """
        #expect(flaw(bomb) == .documentType)
        #expect(flaw(#"<!DOCTYPE domain SYSTEM "file:///etc/passwd"><domain/>"#) == .documentType)
        #expect(flaw("<domain><!ENTITY a 'b'></domain>") == .documentType)
        #expect(flaw("<domain>&b;</domain>") == .unknownEntity("b"))
    }

    @Test(
        "What is not well-formed is refused with its flaw",
        arguments: [
            ("<a>", SyntaxFlaw.endsTooSoon), ("<a", .endsTooSoon), ("<a b='", .endsTooSoon),
            ("<!-- a", .endsTooSoon), ("<a><![CDATA[x", .endsTooSoon), ("<?xml", .endsTooSoon),
            ("<a></b>", .endTag("b", open: "a")), ("</a>", .endTag("a", open: "")),
            ("<a><b></a></b>", .endTag("a", open: "b")),
            ("<a b>", .expected("=")), ("<a b=1>", .expected("a quotation mark")),
            ("<a b='<'>", .expected("a quotation mark")),
            ("<a b='1' b='2'/>", .repeated("b")), ("< a>", .expected("a name")),
            ("text", .character(UInt8(ascii: "t"))),
            ("<a>& </a>", .unknownEntity(" ")), ("<a>&#xD800;</a>", .unknownEntity("#xD800")),
            ("<a>&#x110000;</a>", .unknownEntity("#x110000")), ("<a>&#-1;</a>", .unknownEntity("#-1")),
        ])
    func flawed(text: String, expected: SyntaxFlaw) {
        #expect(flaw(text) == expected)
    }

    @Test("There is a limit to depth and to attributes")
    func limits() {
        #expect(flaw(String(repeating: "<a>", count: 100_000)) == .tooDeep(limit: 64))
        let attributes = (0..<100).map { " a\($0)=''" }.joined()
        #expect(flaw("<a\(attributes)/>") == .tooMany("attributes", limit: 64))
    }

    @Test("A text that is cut anywhere is refused or is whole; it never traps")
    func truncated() {
        let text = Array("<a b='&lt;'><!--c--><![CDATA[d]]>&#65;<e/></a>".utf8)
        for length in 1..<text.count {
            #expect(flaw(String(decoding: text.prefix(length), as: UTF8.self)) != nil)
        }
    }
}
