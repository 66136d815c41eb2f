import DNSWire
import NameServer
import Testing

/// Cuts, what they hide, and what is sent along (RFC 1034 §4.3.2, RFC 4035 §3.1.4.1, RFC 9471).
@Suite struct DelegationTests {
    static let text = """
        $TTL 300
        @ SOA ns h 9 3600 600 86400 60
        @ NS ns
        ns A 192.0.2.1
        child NS ns.child
        child NS ns.sibling
        child DS 12345 8 2 0001020304050607080910111213141516171819202122232425262728293031
        ns.child A 192.0.2.2
        ns.child AAAA 2001:db8::2
        hidden.child TXT "occluded"
        sibling NS ns.sibling
        ns.sibling A 192.0.2.3
        to-child CNAME www.child
        away CNAME www.elsewhere.test.
        gone CNAME nothing
        mail MX 10 ns.child
        """

    let server: TestServer

    init() throws {
        server = TestServer([try TestServer.zone(Self.text, "example")])
    }

    @Test("At and below a cut the answer is a referral with glue, whatever is asked")
    func referral() throws {
        for (name, type) in [
            ("child.example", RecordType.a), ("child.example", .ns), ("a.b.child.example", .any),
            ("hidden.child.example", .txt), ("ns.child.example", .a), ("x.child.example", .ds),
        ] {
            let reply = try server.ask(name, type)
            #expect(reply.code == 0 && reply.answer == [] && !reply.flags.contains("aa"), "\(name) \(type)")
            #expect(
                reply.authority == [
                    "child.example. 300 NS ns.child.example.", "child.example. 300 NS ns.sibling.example.",
                ])
            #expect(
                reply.additional == [
                    "ns.child.example. 300 A 192.0.2.2", "ns.child.example. 300 AAAA 20010db8000000000000000000000002",
                    "ns.sibling.example. 300 A 192.0.2.3",
                ])
        }
    }

    @Test("DS at a cut is answered by the parent, and its absence too")
    func delegationSigner() throws {
        let reply = try server.ask("child.example", .ds)
        #expect(reply.flags.contains("aa") && reply.answer.count == 1)
        let none = try server.ask("sibling.example", .ds)
        #expect(none.flags.contains("aa") && none.answer == [])
        #expect(none.authority == ["example. 60 SOA ns.example. h.example. 9 3600 600 86400 60"])
    }

    @Test("A CNAME into a delegation ends in a referral, with AA for the name that was asked")
    func chainIntoCut() throws {
        let reply = try server.ask("to-child.example")
        #expect(reply.flags.contains("aa") && reply.answer == ["to-child.example. 300 CNAME www.child.example."])
        #expect(reply.authority.count == 2)
    }

    @Test("A CNAME out of our zones ends there; one to nothing is NXDOMAIN (RFC 6604)")
    func chainEnds() throws {
        let away = try server.ask("away.example")
        #expect(
            away.code == 0 && away.answer == ["away.example. 300 CNAME www.elsewhere.test."] && away.authority == [])
        let gone = try server.ask("gone.example")
        #expect(gone.code == 3 && gone.answer == ["gone.example. 300 CNAME nothing.example."])
        #expect(gone.authority.count == 1)
    }

    @Test("Addresses below a cut are not sent along with MX")
    func noGlueForMail() throws {
        #expect(try server.ask("mail.example", .mx).additional == [])
    }

    @Test("A wildcard below a cut gives addresses to the servers it covers, as at NSD and Knot")
    func wildcardGlue() throws {
        let text = "$TTL 300\n@ SOA ns h 9 3600 600 86400 60\n@ NS ns\nsub NS ns.sub\n*.sub A 192.0.2.7\n"
        let server = TestServer([try TestServer.zone(text, "example")])
        #expect(try server.ask("www.sub.example").additional == ["ns.sub.example. 300 A 192.0.2.7"])
    }

    @Test("Records that differ only in the letter case of a name are one (RFC 2181 section 5, RFC 4343 section 3)")
    func sameTargets() throws {
        let text = """
            $TTL 300
            @ SOA ns h 9 3600 600 86400 60
            @ NS ns
            sub NS ns.else.test.
            sub NS NS.Else.test.
            mail MX 1 mx
            mail MX 1 MX
            mail TXT a
            mail TXT A
            """
        let server = TestServer([try TestServer.zone(text, "example")])
        #expect(try server.ask("sub.example", .ns).authority == ["sub.example. 300 NS ns.else.test."])
        #expect(try server.ask("mail.example", .mx).answer == ["mail.example. 300 MX 1 mx.example."])
        #expect(try server.ask("mail.example", .txt).answer.count == 2)
    }

    @Test("A reply that cannot hold the glue below the cut says so (RFC 9471)")
    func glueMustFit() throws {
        var text = "$TTL 300\n@ SOA ns h 9 3600 600 86400 60\n@ NS ns\n"
        for number in 0..<20 {
            text += "child NS a-name-server-of-some-length-\(number).child\n"
            text += "a-name-server-of-some-length-\(number).child A 192.0.2.\(number)\n"
        }
        let server = TestServer([try TestServer.zone(text, "example")])
        let reply = try server.ask("www.child.example", edns: .init(size: 1232))
        #expect(reply.flags.contains("tc"))
        #expect(reply.octets.count <= 1232)
        let whole = try server.ask("www.child.example", transport: .tcp)
        #expect(!whole.flags.contains("tc") && whole.additional.count == 20)
    }

    @Test("An SOA's negative TTL is the smaller of its TTL and its minimum (RFC 2308 section 5)")
    func negativeTTL() throws {
        #expect(try server.ask("nothing.example").authority.first?.hasPrefix("example. 60 SOA") == true)
        let long = TestServer([try TestServer.zone("@ 30 SOA ns h 1 2 3 4 900\n@ 60 NS ns", "example")])
        #expect(try long.ask("nothing.example").authority.first?.hasPrefix("example. 30 SOA") == true)
        #expect(try long.ask("example", .soa).answer.first?.hasSuffix(" 900") == true)
    }

    @Test("ANY is one set (RFC 8482)")
    func any() throws {
        #expect(try server.ask("example", .any).answer == ["example. 300 NS ns.example."])
    }
}
