import Addresses
import AliasTable
import DNSWire
import NameServer
import Testing

/// Names of hosts: a reservation is a fact of the network, so that they answer whether the host has a lease or not.
@Suite("Hosts in DNS")
struct HostTests {
    private static let soa =
        "lab.contoso.com. 10 SOA ns.lab.contoso.com. hostmaster.lab.contoso.com. 42 3600 600 604800 10"
    private let server: TestServer
    private let domain: DomainName

    init() throws {
        domain = try #require(DomainName("lab.contoso.com"))
        let zone = """
            $TTL 3600
            @ SOA ns hostmaster 7 3600 600 604800 900
            @ NS ns
            @ MX 10 mail
            ns A 10.86.51.2
            * TXT "wild"
            scanner A 10.86.51.99
            mail.deep TXT "below a host's name there is nothing"
            """
        let reverse = """
            $TTL 3600
            @ SOA ns.lab.contoso.com. hostmaster.lab.contoso.com. 7 3600 600 604800 900
            @ NS ns.lab.contoso.com.
            22 PTR plotter.contoso.com.
            63 PTR old-name.contoso.com.
            """
        server = TestServer(
            [
                try TestServer.zone(zone, "lab.contoso.com", liveness: .live(LiveSerial(42))),
                try TestServer.zone(reverse, "51.86.10.in-addr.arpa", liveness: .live(LiveSerial(42))),
            ],
            environments: [
                EnvironmentNames(
                    id: 1, name: Array("shop".utf8), domain: domain, origin: [],
                    machines: [
                        MachineNames(
                            id: 1, name: Array("web-server".utf8), alias: Array("VSLM-1".utf8),
                            word: LeaseWord(address: IPv4Address(10, 86, 51, 63), expiry: 1500))
                    ])
            ])
        show(["printer": 20, "scanner": 21, "plotter": 22, "mail": 23])
    }

    private func show(_ hosts: [String: UInt8]) {
        server.writer.replace(
            hosts: HostNames(
                id: 1, domain: domain,
                hosts: hosts.map { (name: Array($0.key.utf8), address: IPv4Address(10, 86, 51, $0.value)) }))
    }

    @Test("A host's name answers its address, in any case of letters, for 30 seconds")
    func address() throws {
        let reply = try server.ask("Printer.LAB.contoso.com")
        #expect(reply.answer == ["printer.lab.contoso.com. 30 A 10.86.51.20"])
        #expect(reply.flags == ["qr", "aa", "rd"])
        server.now = 4_000_000_000
        #expect(try server.ask("printer.lab.contoso.com").answer == ["printer.lab.contoso.com. 30 A 10.86.51.20"])
        #expect(try server.ask("printer.lab.contoso.com", .any).answer == ["printer.lab.contoso.com. 30 A 10.86.51.20"])
    }

    @Test("Its other types are NODATA, also under a wildcard; below it there is nothing (RFC 4592 §3.3.1)")
    func nothingElse() throws {
        for type in [RecordType.aaaa, .txt, .cname, .mx] {
            let reply = try server.ask("printer.lab.contoso.com", type)
            #expect(reply.code == 0 && reply.answer == [] && reply.authority == [Self.soa])
        }
        #expect(try server.ask("x.printer.lab.contoso.com", .txt).code == 3)
        #expect(try server.ask("other.lab.contoso.com", .txt).answer == ["other.lab.contoso.com. 3600 TXT \"wild\""])
    }

    @Test("A file's record at the name's owner hides it, whatever its type, as with readable names")
    func hidden() throws {
        #expect(try server.ask("scanner.lab.contoso.com").answer == ["scanner.lab.contoso.com. 3600 A 10.86.51.99"])
    }

    @Test("Its address leads back to its name; a file's PTR there hides that, but never an alias's")
    func reverse() throws {
        #expect(
            try server.ask("20.51.86.10.in-addr.arpa", .ptr).answer
                == ["20.51.86.10.in-addr.arpa. 30 PTR printer.lab.contoso.com."])
        #expect(
            try server.ask("22.51.86.10.in-addr.arpa", .ptr).answer
                == ["22.51.86.10.in-addr.arpa. 3600 PTR plotter.contoso.com."])
        #expect(
            try server.ask("63.51.86.10.in-addr.arpa", .ptr).answer
                == ["63.51.86.10.in-addr.arpa. 30 PTR vslm-1.lab.contoso.com."])
        let other = try server.ask("20.51.86.10.in-addr.arpa", .a)
        #expect(other.code == 0 && other.answer == [])
        #expect(try server.ask("24.51.86.10.in-addr.arpa", .ptr).code == 3)
    }

    @Test("The address of a mail host that is a host comes along (RFC 1034 §4.3.2 step 6)")
    func additional() throws {
        #expect(
            try server.ask("lab.contoso.com", .mx).additional.contains("mail.lab.contoso.com. 30 A 10.86.51.23"))
    }

    @Test("A host that goes, comes or moves: its name and its address follow at once")
    func changes() throws {
        show(["printer": 30, "copier": 21])
        #expect(try server.ask("printer.lab.contoso.com").answer == ["printer.lab.contoso.com. 30 A 10.86.51.30"])
        #expect(try server.ask("20.51.86.10.in-addr.arpa", .ptr).code == 3)
        #expect(
            try server.ask("30.51.86.10.in-addr.arpa", .ptr).answer
                == ["30.51.86.10.in-addr.arpa. 30 PTR printer.lab.contoso.com."])
        #expect(
            try server.ask("21.51.86.10.in-addr.arpa", .ptr).answer
                == ["21.51.86.10.in-addr.arpa. 30 PTR copier.lab.contoso.com."])
        show([:])
        #expect(try server.ask("copier.lab.contoso.com").answer == [])
        #expect(try server.ask("21.51.86.10.in-addr.arpa", .ptr).code == 3)
        #expect(try server.ask("VSLM-1.lab.contoso.com").answer == ["vslm-1.lab.contoso.com. 30 A 10.86.51.63"])
    }
}
