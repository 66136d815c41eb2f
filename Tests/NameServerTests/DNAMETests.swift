import DNSWire
import NameServer
import Testing

/// DNAME: the table of RFC 6672 §2.2, row by row, and what does not fit.
@Suite struct DNAMETests {
    struct Row: Sendable {
        let question: String
        let owner: String
        let target: String
        /// `nil`: no substitution.
        let result: String?
    }

    static let rows = [
        Row(question: "com", owner: "example.com.", target: "example.net.", result: nil),
        Row(question: "example.com", owner: "example.com.", target: "example.net.", result: nil),
        Row(question: "a.example.com", owner: "example.com.", target: "example.net.", result: "a.example.net."),
        Row(question: "a.b.example.com", owner: "example.com.", target: "example.net.", result: "a.b.example.net."),
        Row(question: "ab.example.com", owner: "b.example.com.", target: "example.net.", result: nil),
        Row(question: "foo.example.com", owner: "example.com.", target: "example.net.", result: "foo.example.net."),
        Row(question: "a.x.example.com", owner: "x.example.com.", target: "example.net.", result: "a.example.net."),
        Row(question: "a.example.com", owner: "example.com.", target: "y.example.net.", result: "a.y.example.net."),
        Row(question: "cyc.example.com", owner: "example.com.", target: "example.com.", result: "cyc.example.com."),
        Row(question: "cyc.example.com", owner: "example.com.", target: "c.example.com.", result: "cyc.c.example.com."),
    ]

    @Test("A name below a DNAME is replaced as the table says", arguments: rows)
    func substitution(row: Row) throws {
        let text = "$TTL 60\n@ SOA ns.test. h.test. 1 2 3 4 5\n@ NS ns.test.\n\(row.owner) DNAME \(row.target)\n"
        let server = TestServer([try TestServer.zone(text, "com")])
        let reply = try server.ask(row.question)
        guard let result = row.result else {
            #expect(!reply.answer.contains { $0.contains("CNAME") })
            return
        }
        #expect(
            Array(reply.answer.prefix(2)) == [
                "\(row.owner) 60 DNAME \(row.target)", "\(row.question). 60 CNAME \(result)",
            ])
    }

    @Test("shortloop.x.x. goes to shortloop.x. and on to shortloop. with one DNAME record")
    func shortLoop() throws {
        let text = "$TTL 60\n@ SOA ns.test. h.test. 1 2 3 4 5\n@ NS ns.test.\n@ DNAME .\n"
        let server = TestServer([try TestServer.zone(text, "x")])
        #expect(
            try server.ask("shortloop.x.x").answer == [
                "x. 60 DNAME .", "shortloop.x.x. 60 CNAME shortloop.x.", "shortloop.x. 60 CNAME shortloop.",
            ])
    }

    @Test("The target is followed through our zones")
    func followed() throws {
        let text = """
            $TTL 60
            @ SOA ns h 1 2 3 4 5
            @ NS ns
            old DNAME new
            www.new A 192.0.2.1
            """
        let server = TestServer([try TestServer.zone(text, "example")])
        #expect(
            try server.ask("www.old.example").answer == [
                "old.example. 60 DNAME new.example.", "www.old.example. 60 CNAME www.new.example.",
                "www.new.example. 60 A 192.0.2.1",
            ])
        #expect(try server.ask("nothing.old.example").code == 3)
        #expect(try server.ask("old.example", .dname).answer == ["old.example. 60 DNAME new.example."])
        #expect(try server.ask("old.example", .a).code == 0)
    }

    @Test("To whoever asks for a CNAME, the one made from the DNAME is the whole answer (RFC 1034 section 3.6.2)")
    func canonicalNameAsked() throws {
        let text = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nold DNAME new\n"
        let server = TestServer([try TestServer.zone(text, "example")])
        let reply = try server.ask("www.old.example", .cname)
        #expect(reply.code == 0 && reply.authority == [])
        #expect(
            reply.answer == [
                "old.example. 60 DNAME new.example.", "www.old.example. 60 CNAME www.new.example.",
            ])
    }

    @Test("A DNAME that leads to below its own owner is applied once")
    func growing() throws {
        for target in ["in.example.", "deep.IN.Example.", "b-in.example."] {
            let text = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nin DNAME \(target)\n"
            let server = TestServer([try TestServer.zone(text, "example")])
            let reply = try server.ask("www.in.example")
            // `b-in` ends in the same letters but is another label: its absence is found.
            #expect(reply.code == (target == "b-in.example." ? 3 : 0))
            #expect(reply.answer.count == 2)
        }
    }

    @Test("A name that becomes too long is YXDOMAIN, with the DNAME")
    func tooLong() throws {
        let label = String(repeating: "a", count: 63)
        let text = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n@ DNAME \(label).\(label).test.\n"
        let server = TestServer([try TestServer.zone(text, "example")])
        let reply = try server.ask("\(label).\(label).example")
        #expect(reply.code == 6)
        #expect(reply.answer == ["example. 60 DNAME \(label).\(label).test."])
    }
}
