import DNSWire
import NameServer
import Testing

/// The server C.ISI.EDU of RFC 1034 §6 and its answers.
@Suite struct StandardTests {
    static let root = """
        $TTL 86400
        .       IN      SOA     SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. (
                                870611          ;serial
                                1800            ;refresh every 30 min
                                300             ;retry every 5 min
                                604800          ;expire after a week
                                86400)          ;minimum of a day
                        NS      A.ISI.EDU.
                        NS      C.ISI.EDU.
                        NS      SRI-NIC.ARPA.
        MIL.    86400   NS      SRI-NIC.ARPA.
                86400   NS      A.ISI.EDU.
        EDU.    86400   NS      SRI-NIC.ARPA.
                86400   NS      C.ISI.EDU.
        SRI-NIC.ARPA.   A       26.0.0.73
                        A       10.0.0.51
                        MX      0 SRI-NIC.ARPA.
                        HINFO   DEC-2060 TOPS20
        ACC.ARPA.       A       26.6.0.65
                        HINFO   PDP-11/70 UNIX
                        MX      10 ACC.ARPA.
        USC-ISIC.ARPA.  CNAME   C.ISI.EDU.
        73.0.0.26.IN-ADDR.ARPA.  PTR    SRI-NIC.ARPA.
        52.0.0.10.IN-ADDR.ARPA.  PTR    C.ISI.EDU.
        A.ISI.EDU. 86400 A      26.3.0.103
        C.ISI.EDU. 86400 A      10.0.0.52
        """
    static let education = """
        EDU. 86400 SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. 870729 1800 300 604800 86400
        EDU. 86400 NS SRI-NIC.ARPA.
        EDU. 86400 NS C.ISI.EDU.
        C.ISI.EDU. 86400 A 10.0.0.52
        """
    static let soa = ". 86400 SOA sri-nic.arpa. hostmaster.sri-nic.arpa. 870611 1800 300 604800 86400"

    let server: TestServer

    init() throws {
        server = TestServer([try TestServer.zone(Self.root, "."), try TestServer.zone(Self.education, "EDU")])
    }

    @Test("6.2.1: QNAME=SRI-NIC.ARPA, QTYPE=A")
    func addresses() throws {
        let reply = try server.ask("SRI-NIC.ARPA")
        #expect(reply.flags.contains("aa"))
        #expect(Set(reply.answer) == ["sri-nic.arpa. 86400 A 26.0.0.73", "sri-nic.arpa. 86400 A 10.0.0.51"])
    }

    @Test("6.2.3: QNAME=SRI-NIC.ARPA, QTYPE=MX brings the addresses along")
    func mail() throws {
        let reply = try server.ask("SRI-NIC.ARPA", .mx)
        #expect(reply.answer == ["sri-nic.arpa. 86400 MX 0 sri-nic.arpa."])
        #expect(Set(reply.additional) == ["sri-nic.arpa. 86400 A 26.0.0.73", "sri-nic.arpa. 86400 A 10.0.0.51"])
    }

    @Test("6.2.4: QNAME=SRI-NIC.ARPA, QTYPE=NS: the name exists, the type does not")
    func noData() throws {
        let reply = try server.ask("SRI-NIC.ARPA", .ns)
        #expect(reply.code == 0 && reply.answer == [] && reply.authority == [Self.soa])
    }

    @Test("6.2.5: QNAME=SIR-NIC.ARPA, QTYPE=A: a name error with the root's SOA")
    func nameError() throws {
        let reply = try server.ask("SIR-NIC.ARPA")
        #expect(reply.code == 3 && reply.flags.contains("aa") && reply.authority == [Self.soa])
    }

    @Test("6.2.6: QNAME=BRL.MIL, QTYPE=A: a referral with addresses")
    func referral() throws {
        let reply = try server.ask("BRL.MIL")
        #expect(reply.code == 0 && reply.answer == [] && !reply.flags.contains("aa"))
        #expect(Set(reply.authority) == ["mil. 86400 NS sri-nic.arpa.", "mil. 86400 NS a.isi.edu."])
        #expect(
            Set(reply.additional) == [
                "a.isi.edu. 86400 A 26.3.0.103", "sri-nic.arpa. 86400 A 26.0.0.73", "sri-nic.arpa. 86400 A 10.0.0.51",
            ])
    }

    @Test("6.2.7: QNAME=USC-ISIC.ARPA, QTYPE=A: the CNAME is followed into another zone")
    func chain() throws {
        let reply = try server.ask("USC-ISIC.ARPA")
        #expect(reply.flags.contains("aa"))
        #expect(
            reply.answer == ["usc-isic.arpa. 86400 CNAME c.isi.edu.", "c.isi.edu. 86400 A 10.0.0.52"])
    }

    @Test("6.2.8: QNAME=USC-ISIC.ARPA, QTYPE=CNAME: the CNAME alone")
    func onlyCanonicalName() throws {
        #expect(try server.ask("USC-ISIC.ARPA", .cname).answer == ["usc-isic.arpa. 86400 CNAME c.isi.edu."])
    }

    @Test("The deepest zone answers; DS at its top is the parent's")
    func deepest() throws {
        #expect(try server.ask("nowhere.EDU").authority.first?.hasPrefix("edu. 86400 SOA") == true)
        let parent = try server.ask("EDU", .ds)
        #expect(parent.code == 0 && parent.flags.contains("aa") && parent.authority == [Self.soa])
    }
}
