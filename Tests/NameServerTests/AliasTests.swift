import Addresses
import AliasTable
import DNSWire
import NameServer
import Testing

/// DESIGN section 6, name by name: the article's lab with an environment and its clone.
@Suite struct AliasTests {
    static let alias = "VSLM-195ea870-34d87df83883add23-47ab86ff"
    static let other = "VSLM-2b0c19de-0aa17c33d9e0bb4c1-91d2f0a7"
    static let zone = """
        $TTL 3600
        @ SOA ns hostmaster 7 3600 600 604800 900
        @ NS ns
        ns A 10.86.51.2
        * A 10.86.51.99
        build A 10.86.51.4
        db-server.shop A 10.86.51.77
        ; a name below an environment and one at its owner
        extra.shop TXT "beside"
        way CNAME \(alias)
        path CNAME web-server.shop
        loop CNAME loop
        """
    static let reverse = """
        $TTL 3600
        @ SOA ns.lab.contoso.com. hostmaster.lab.contoso.com. 7 3600 600 604800 900
        @ NS ns.lab.contoso.com.
        2 PTR ns.lab.contoso.com.
        """

    let serial = LiveSerial(42)

    func server() throws -> TestServer {
        let domain = try #require(DomainName("lab.contoso.com"))
        let shop = EnvironmentNames(
            id: 1, name: Array("shop".utf8), domain: domain, origin: [],
            machines: [
                MachineNames(
                    id: 1, name: Array("web-server".utf8), alias: Array(Self.alias.utf8),
                    word: LeaseWord(address: IPv4Address(10, 86, 51, 63), expiry: 1500)),
                MachineNames(id: 2, name: Array("db-server".utf8), alias: Array(Self.other.utf8), word: .none),
            ])
        let clone = EnvironmentNames(
            id: 2, name: Array("shop-qa1".utf8), domain: domain, origin: Array("shop".utf8),
            machines: [
                MachineNames(
                    id: 3, name: Array("web-server".utf8), alias: Array("VSLM-0-0-1".utf8),
                    word: LeaseWord(address: IPv4Address(10, 86, 51, 64), expiry: 1010))
            ])
        return TestServer(
            [
                try TestServer.zone(Self.zone, "lab.contoso.com", liveness: .live(serial)),
                try TestServer.zone(Self.reverse, "51.86.10.in-addr.arpa", liveness: .live(serial)),
            ], environments: [shop, clone])
    }

    let soa = "lab.contoso.com. 10 SOA ns.lab.contoso.com. hostmaster.lab.contoso.com. 42 3600 600 604800 10"

    @Test("An alias answers with its leased address, the question kept octet for octet")
    func leased() throws {
        let server = try server()
        let query = Message.query("\(Self.alias).LAB.contoso.COM", 1)
        let octets = try #require(server.answer(query))
        #expect(
            Array(octets[12...])
                == Array(query[12...]) + [0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 10, 86, 51, 63])
        let reply = try #require(Reply(octets))
        #expect(reply.flags == ["qr", "aa", "rd"])
        #expect(reply.code == 0)
    }

    @Test("The TTL is what is left of the lease, at most 30")
    func remaining() throws {
        let server = try server()
        #expect(try server.ask("vslm-0-0-1.lab.contoso.com").answer == ["vslm-0-0-1.lab.contoso.com. 10 A 10.86.51.64"])
        server.now = 1009
        #expect(try server.ask("vslm-0-0-1.lab.contoso.com").answer == ["vslm-0-0-1.lab.contoso.com. 1 A 10.86.51.64"])
        server.now = 1010
        #expect(try server.ask("vslm-0-0-1.lab.contoso.com").answer == [])
    }

    @Test("An alias without a lease is NODATA with a short-lived SOA that has the live serial")
    func notLeased() throws {
        let reply = try server().ask("\(Self.other).lab.contoso.com")
        #expect(reply.code == 0)
        #expect(reply.flags == ["qr", "aa", "rd"])
        #expect(reply.answer == [])
        #expect(reply.authority == [soa])
    }

    @Test("The other types of an alias are NODATA, never NXDOMAIN")
    func otherTypes() throws {
        for type in [RecordType.aaaa, .mx, .cname, .ns, .soa, .https] {
            let reply = try server().ask("\(Self.alias).lab.contoso.com", type)
            #expect(reply.code == 0 && reply.answer == [] && reply.authority == [soa])
        }
    }

    @Test("TXT at an alias says whose it is, and where the clone came from")
    func description() throws {
        let server = try server()
        #expect(
            try server.ask("\(Self.alias).lab.contoso.com", .txt).answer == [
                "\(Self.alias.lowercased()).lab.contoso.com. 30 TXT \"environment=shop\" \"machine=web-server\""
            ])
        #expect(
            try server.ask("VSLM-0-0-1.lab.contoso.com", .txt).answer == [
                "vslm-0-0-1.lab.contoso.com. 30 TXT \"environment=shop-qa1\" \"machine=web-server\" \"origin=shop\""
            ])
    }

    @Test("ANY at an alias is its address, or the HINFO of RFC 8482 while it has none")
    func any() throws {
        let server = try server()
        #expect(
            try server.ask("\(Self.alias).lab.contoso.com", .any).answer == [
                "\(Self.alias.lowercased()).lab.contoso.com. 30 A 10.86.51.63"
            ])
        #expect(
            try server.ask("\(Self.other).lab.contoso.com", .any).answer == [
                "\(Self.other.lowercased()).lab.contoso.com. 10 HINFO \"RFC8482\" \"\""
            ])
    }

    @Test("A readable name is a CNAME to the alias, followed by its address")
    func readable() throws {
        let server = try server()
        let link = "web-server.shop.lab.contoso.com. 30 CNAME \(Self.alias.lowercased()).lab.contoso.com."
        let reply = try server.ask("web-server.shop.lab.contoso.com")
        #expect(reply.answer == [link, "\(Self.alias.lowercased()).lab.contoso.com. 30 A 10.86.51.63"])
        #expect(reply.authority == [])
        let v6 = try server.ask("web-server.shop.lab.contoso.com", .aaaa)
        #expect(v6.answer == [link])
        #expect(v6.authority == [soa])
        for type in [RecordType.cname, .any] {
            let only = try server.ask("web-server.shop.lab.contoso.com", type)
            #expect(only.answer == [link] && only.authority == [])
        }
    }

    @Test("An environment's name exists: NODATA")
    func environment() throws {
        for name in ["shop.lab.contoso.com", "shop-qa1.lab.contoso.com"] {
            let reply = try server().ask(name)
            #expect(reply.code == 0 && reply.answer == [] && reply.authority == [soa])
        }
    }

    @Test("A file's record at a readable name hides it, whatever its type")
    func hidden() throws {
        let server = try server()
        #expect(
            try server.ask("db-server.shop.lab.contoso.com").answer == [
                "db-server.shop.lab.contoso.com. 3600 A 10.86.51.77"
            ])
        #expect(try server.ask("db-server.shop.lab.contoso.com", .cname).answer == [])
    }

    @Test("A wildcard of the file does not reach below an alias, a readable name or an environment")
    func wildcardBounds() throws {
        let server = try server()
        #expect(try server.ask("anything.lab.contoso.com").answer == ["anything.lab.contoso.com. 3600 A 10.86.51.99"])
        for name in [
            "x.\(Self.alias).lab.contoso.com", "x.web-server.shop-qa1.lab.contoso.com",
            "nobody.shop-qa1.lab.contoso.com",
            "a.b.nobody.shop.lab.contoso.com",
        ] {
            let reply = try server.ask(name)
            #expect(reply.code == 3 && reply.answer == [] && reply.authority == [soa], "\(name)")
        }
    }

    @Test("A file's CNAME may lead to an alias or a readable name")
    func fileToAlias() throws {
        let server = try server()
        let address = "\(Self.alias.lowercased()).lab.contoso.com. 30 A 10.86.51.63"
        #expect(
            try server.ask("way.lab.contoso.com").answer == [
                "way.lab.contoso.com. 3600 CNAME \(Self.alias.lowercased()).lab.contoso.com.", address,
            ])
        #expect(
            try server.ask("path.lab.contoso.com").answer == [
                "path.lab.contoso.com. 3600 CNAME web-server.shop.lab.contoso.com.",
                "web-server.shop.lab.contoso.com. 30 CNAME \(Self.alias.lowercased()).lab.contoso.com.", address,
            ])
        #expect(try server.ask("loop.lab.contoso.com").answer.count == 1)
    }

    @Test("A live zone's SOA has the live serial and a minimum of at most 10; plain data is the file's")
    func liveSOA() throws {
        let server = try server()
        #expect(
            try server.ask("lab.contoso.com", .soa).answer == [
                "lab.contoso.com. 3600 SOA ns.lab.contoso.com. hostmaster.lab.contoso.com. 42 3600 600 604800 10"
            ])
        serial.store(43)
        #expect(try server.ask("lab.contoso.com", .mx).authority.first?.contains(" 43 3600 ") == true)
        #expect(try server.ask("build.lab.contoso.com").answer == ["build.lab.contoso.com. 3600 A 10.86.51.4"])
    }

    @Test("PTR leads back to the alias while it is leased; the file's other addresses stay")
    func reverse() throws {
        let server = try server()
        #expect(
            try server.ask("63.51.86.10.in-addr.arpa", .ptr).answer == [
                "63.51.86.10.in-addr.arpa. 30 PTR \(Self.alias.lowercased()).lab.contoso.com."
            ])
        #expect(
            try server.ask("2.51.86.10.in-addr.arpa", .ptr).answer == [
                "2.51.86.10.in-addr.arpa. 3600 PTR ns.lab.contoso.com."
            ])
        #expect(try server.ask("63.51.86.10.in-addr.arpa", .a).code == 0)
        #expect(try server.ask("64.51.86.10.in-addr.arpa", .ptr).answer.first?.contains(" 10 PTR vslm-0-0-1.") == true)
        server.now = 1600
        #expect(try server.ask("63.51.86.10.in-addr.arpa", .ptr).code == 3)
        for name in ["063.51.86.10.in-addr.arpa", "x.63.51.86.10.in-addr.arpa", "256.51.86.10.in-addr.arpa"] {
            server.now = 1000
            #expect(try server.ask(name, .ptr).code == 3, "\(name)")
        }
    }

    @Test("Part of a reverse name inside a live reverse zone exists: NODATA")
    func partialReverse() throws {
        let text = "$TTL 60\n@ SOA ns.lab. h.lab. 1 2 3 4 5\n@ NS ns.lab.\n"
        let server = TestServer([try TestServer.zone(text, "10.in-addr.arpa", liveness: .live(serial))])
        #expect(try server.ask("86.10.in-addr.arpa", .ptr).code == 0)
        #expect(try server.ask("51.86.10.in-addr.arpa", .ptr).code == 0)
        #expect(try server.ask("63.51.86.10.in-addr.arpa", .ptr).code == 3)
        #expect(try server.ask("x.86.10.in-addr.arpa", .ptr).code == 3)
    }

    @Test("A network's domain below the zone's apex exists, and so do the names between")
    func deeperDomain() throws {
        let text = "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 10.0.0.1\n* TXT wild\n"
        let server = TestServer([
            try TestServer.zone(
                text, "contoso.com", liveness: .live(serial), existing: ["qa.lab.contoso.com"])
        ])
        #expect(try server.ask("qa.lab.contoso.com", .txt).answer == [])
        #expect(try server.ask("qa.lab.contoso.com", .txt).code == 0)
        #expect(try server.ask("lab.contoso.com", .txt).code == 0)
        #expect(try server.ask("x.lab.contoso.com", .txt).code == 3)
        #expect(try server.ask("x.contoso.com", .txt).answer == ["x.contoso.com. 60 TXT \"wild\""])
    }
}
