import DNSWire
import NameServer
import Testing

/// The zone of RFC 4592 §2.2.1 and the answers that the RFC gives for it.
@Suite struct WildcardTests {
    static let text = """
        $ORIGIN example.
        example.                 3600 IN  SOA   ns.example.com. hostmaster.example. 1 7200 600 86400 300
        example.                 3600     NS    ns.example.com.
        example.                 3600     NS    ns.example.net.
        *.example.               3600     TXT   "this is a wildcard"
        *.example.               3600     MX    10 host1.example.
        sub.*.example.           3600     TXT   "this is not a wildcard"
        host1.example.           3600     A     192.0.2.1
        _ssh._tcp.host1.example. 3600     SRV   0 0 22 host1.example.
        _ssh._tcp.host2.example. 3600     SRV   0 0 22 host2.example.
        subdel.example.          3600     NS    ns.example.com.
        subdel.example.          3600     NS    ns.example.net.
        """

    let server: TestServer

    init() throws {
        server = TestServer([try TestServer.zone(Self.text, "example")])
    }

    @Test("QNAME=host3.example. QTYPE=MX is synthesised")
    func host3MX() throws {
        #expect(try server.ask("host3.example", .mx).answer == ["host3.example. 3600 MX 10 host1.example."])
    }

    @Test("QNAME=host3.example. QTYPE=A is no error, but no data, as there is no A record at the wildcard")
    func host3A() throws {
        let reply = try server.ask("host3.example", .a)
        #expect(reply.code == 0 && reply.answer == [])
        #expect(reply.authority == ["example. 300 SOA ns.example.com. hostmaster.example. 1 7200 600 86400 300"])
    }

    @Test("QNAME=foo.bar.example. QTYPE=TXT is synthesised, although bar.example. does not exist")
    func fooBar() throws {
        #expect(try server.ask("foo.bar.example", .txt).answer == ["foo.bar.example. 3600 TXT \"this is a wildcard\""])
    }

    @Test("QNAME=host1.example. QTYPE=MX is not synthesised because host1.example. exists")
    func host1() throws {
        let reply = try server.ask("host1.example", .mx)
        #expect(reply.code == 0 && reply.answer == [])
    }

    @Test("QNAME=sub.*.example. QTYPE=MX is not synthesised because sub.*.example. exists")
    func sub() throws {
        let reply = try server.ask("sub.*.example", .mx)
        #expect(reply.code == 0 && reply.answer == [])
    }

    @Test("QNAME=_telnet._tcp.host1.example. QTYPE=SRV is not synthesised because _tcp.host1.example. exists")
    func emptyNonTerminal() throws {
        #expect(try server.ask("_telnet._tcp.host1.example", .srv).code == 3)
        #expect(try server.ask("_tcp.host1.example", .srv).code == 0)
        #expect(try server.ask("host2.example", .mx).answer == [])
    }

    @Test("QNAME=host.subdel.example. QTYPE=A is a referral because subdel.example. is a zone cut")
    func cut() throws {
        let reply = try server.ask("host.subdel.example", .a)
        #expect(reply.code == 0 && reply.answer == [] && !reply.flags.contains("aa"))
        #expect(
            reply.authority == ["subdel.example. 3600 NS ns.example.com.", "subdel.example. 3600 NS ns.example.net."])
    }

    @Test("QNAME=ghost.*.example. QTYPE=MX is not synthesised because *.example. exists")
    func ghost() throws {
        #expect(try server.ask("ghost.*.example", .mx).code == 3)
    }

    @Test("The wildcard's own name is a name like others")
    func itself() throws {
        #expect(try server.ask("*.example", .mx).answer == ["*.example. 3600 MX 10 host1.example."])
    }

    @Test("A wildcard CNAME answers for the name that was asked, and is followed")
    func canonicalName() throws {
        let text = """
            $TTL 60
            @ SOA ns h 1 2 3 4 5
            @ NS ns
            *.a CNAME host
            *.b CNAME x.a
            host A 192.0.2.7
            """
        let server = TestServer([try TestServer.zone(text, "example")])
        #expect(
            try server.ask("x.b.example").answer == [
                "x.b.example. 60 CNAME x.a.example.", "x.a.example. 60 CNAME host.example.",
                "host.example. 60 A 192.0.2.7",
            ])
    }
}
