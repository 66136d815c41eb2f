import Addresses
import DNSWire
import NameServer
import Testing

/// What a zone may not hold, record by record and together.
@Suite struct ZoneCheckTests {
    static let head = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 10.0.0.1\n"

    @Test(
        "What records may not be together is named with the line of the one too many",
        arguments: [
            ("$TTL 60\nx A 10.0.0.1\n", 2, "no SOA record"),
            (head + "sub SOA ns h 1 2 3 4 5\n", 5, "a second SOA record, of sub.example"),
            (head + "@ SOA ns h 2 2 3 4 5\n", 5, "a second, different SOA record"),
            (head + "x.other. A 10.0.0.1\n", 5, "x.other is not in the zone example"),
            (head + "x CNAME a\nx A 10.0.0.1\n", 5, "x.example has a CNAME and other records"),
            (head + "x CNAME a\nx TXT b\n", 6, "x.example has a CNAME and other records"),
            (head + "@ CNAME a\n", 5, "example has a CNAME and other records"),
            (head + "x CNAME a\nx CNAME b\n", 5, "x.example has more than one CNAME record"),
            (head + "x DNAME a\nx DNAME b\n", 5, "x.example has more than one DNAME record"),
            (head + "x NS a\nx DNAME b\n", 6, "x.example has a DNAME and an NS record"),
        ])
    func flaws(text: String, line: Int, words: String) throws {
        let error = try #require(throws: ZoneFlaws.self) { _ = try TestServer.zone(text, "example") }
        let flaw = try #require(error.flaws.first)
        #expect(flaw.place?.line == line, "\(flaw)")
        #expect(flaw.sentence.contains(words), "\(flaw)")
    }

    @Test("A missing NS and differing TTLs are warnings")
    func warnings() throws {
        let bare = try TestServer.zone("@ 60 SOA ns h 1 2 3 4 5\n", "example")
        #expect(bare.warnings.map(\.severity) == [.warning])
        #expect(bare.warnings.first?.sentence == "the zone example has no NS record at its top name")
        let mixed = try TestServer.zone(Self.head + "x 60 A 10.0.0.1\nx 30 A 10.0.0.2\n", "example")
        #expect(mixed.warnings.first?.place?.line == 6)
        let server = TestServer([mixed])
        #expect(try server.ask("x.example").answer == ["x.example. 30 A 10.0.0.1", "x.example. 30 A 10.0.0.2"])
    }

    @Test("The same record twice is one record")
    func duplicates() throws {
        let server = TestServer([try TestServer.zone(Self.head + "x A 10.0.0.1\nX A 10.0.0.1\n", "example")])
        #expect(try server.ask("x.example").answer == ["x.example. 60 A 10.0.0.1"])
    }

    @Test("A zone made in code is served like a file")
    func made() throws {
        let apex = try #require(DomainName("51.86.10.in-addr.arpa"))
        let server = try #require(DomainName("ns.lab.contoso.com"))
        let contact = try #require(DomainName("hostmaster.lab.contoso.com"))
        let zone = try Zone(
            records: [
                .startOfAuthority(apex, primary: server, contact: contact, serial: 3),
                .nameServer(apex, server, ttl: 3600),
            ], hashKey: TestServer.key)
        #expect(zone.serial == 3 && zone.recordCount == 2 && zone.warnings == [])
        #expect(
            try TestServer([zone]).ask("51.86.10.in-addr.arpa", .soa).answer == [
                "51.86.10.in-addr.arpa. 3600 SOA ns.lab.contoso.com. hostmaster.lab.contoso.com. 3 3600 600 604800 10"
            ])
    }

    @Test("The example lab's zone is without a flaw")
    func exampleLab() throws {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try ZoneFile(path: "/\(folder)/Zones/lab.contoso.com.zone")
        let zone = try Zone(records: file.records, hashKey: TestServer.key)
        #expect(zone.origin == DomainName("lab.contoso.com") && zone.warnings == [])
        #expect(try TestServer([zone]).ask("ns.lab.contoso.com").answer == ["ns.lab.contoso.com. 3600 A 10.86.51.2"])
    }
}
