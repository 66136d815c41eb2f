import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("What was, and what happened")
struct HistoryTests {
    private let registry: TestRegistry
    private let web: PublicInterfaceAnswer
    private let start: UTCTime

    /// `shop`, whose web-server has been leased 10.86.51.61 for 600 s; a minute later its clone `shop-qa1`.
    init() throws {
        registry = try TestRegistry()
        try registry.addLab()
        web = try #require(registry.createShop().machines[0].public)
        try registry.bind(web.mac, value("10.86.51.61"), machine: 1)
        start = registry.now
        registry.pass(seconds: 60)
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        registry.pass(seconds: 60)
    }

    private func owners(_ text: String, at time: UTCTime) throws -> [String] {
        do {
            return try registry.perform(WhoIs(subject: WhoIsSubject(text), at: time))
                .map { "\($0.name).\($0.environment ?? "-")" }
        } catch let error as RegistryError where error.code == "not-found" {
            return []
        }
    }

    private func history(_ text: String, since: UTCTime? = nil, until: UTCTime? = nil, limit: Int = 1000) throws
        -> [String]
    {
        try registry.perform(ListHistory(subject: WhoIsSubject(text), since: since, until: until, limit: limit))
            .map(\.kind)
    }

    @Test("A renamed environment's machines are found by the name of the moment, and told by it")
    func renamed() throws {
        try registry.perform(RenameEnvironment(environment: "shop", newName: "store"))
        registry.pass(seconds: 60)
        let renamed = registry.now
        try registry.perform(RenameEnvironment(environment: "store", newName: "depot"))
        let last = registry.now
        registry.pass(seconds: 60)
        for (name, time) in [("shop", start), ("store", UTCTime(rawValue: last.rawValue - 1)), ("depot", registry.now)]
        {
            for text in [
                "web-server.\(name)", "WEB-SERVER.\(name).lab.contoso.com", web.alias, web.fqdn, web.mac.description,
                "10.86.51.61",
            ] {
                #expect(try owners(text, at: time) == ["web-server.\(name)"], "\(text) at \(time)")
            }
        }
        #expect(try owners("web-server.store", at: start).isEmpty)
        #expect(try owners("web-server.shop", at: renamed).isEmpty)
        #expect(try owners("web-server.store", at: registry.now).isEmpty)
        // Who has the name now is somebody else.
        try registry.createShop()
        registry.pass(seconds: 1)
        #expect(try owners("web-server.shop", at: registry.now) == ["web-server.shop"])
        #expect(try owners("web-server.shop", at: start) == ["web-server.shop"])
        #expect(try owners(web.mac.description, at: registry.now) == ["web-server.depot"])
    }

    @Test("A private MAC or address was a machine's in every clone that was there then")
    func privateSide() throws {
        let inside = try #require(registry.perform(ShowEnvironment(environment: "shop")).machines[0].private)
        let both = registry.now
        registry.pass(seconds: 60)
        try registry.perform(DeleteEnvironment(environment: "shop"))
        registry.pass(seconds: 60)
        for text in [inside.mac.description, inside.address.description] {
            #expect(try owners(text, at: start) == ["web-server.shop"])
            #expect(try owners(text, at: both) == ["web-server.shop", "web-server.shop-qa1"])
            #expect(try owners(text, at: registry.now) == ["web-server.shop-qa1"])
        }
        let before = UTCTime(rawValue: start.rawValue - 1)
        #expect(try owners(inside.mac.description, at: before).isEmpty)
    }

    @Test("A lease that ended while nobody served was over all the same")
    func endedUnseen() throws {
        registry.pass(seconds: 3600)
        let then = registry.now
        #expect(try owners("10.86.51.61", at: start) == ["web-server.shop"])
        #expect(try owners("10.86.51.61", at: then).isEmpty)
        let byMAC = try registry.perform(WhoIs(subject: .mac(web.mac), at: then))
        #expect(byMAC.map(\.environment) == ["shop"] && byMAC[0].address == nil)
    }

    @Test("The history of an environment follows it through its names")
    func environment() throws {
        try registry.perform(RenameEnvironment(environment: "shop", newName: "store"))
        try registry.perform(RemoveMachine(environment: "store", machine: "db-server"))
        let all = [
            "environment.created", "machine.added", "machine.added", "lease.began", "environment.renamed",
            "environment.renamed", "machine.removed",
        ]
        #expect(try history("store") == all)
        #expect(try history("shop") == all)
        #expect(try history("shop-qa1") == ["environment.cloned", "machine.added", "machine.added"])
        #expect(try history("store", limit: 1) == ["machine.removed"])
        #expect(try history("store", until: start) == Array(all.prefix(4)))
        #expect(try history("store", since: registry.now) == Array(all.suffix(3)))
        #expect(try history("store", since: UTCTime(rawValue: registry.now.rawValue + 1)).isEmpty)
    }

    @Test("The history of a machine is found by its readable name, alias, MAC and address, also when it is gone")
    func machine() throws {
        try registry.perform(RenameEnvironment(environment: "shop", newName: "store"))
        try registry.perform(DeleteEnvironment(environment: "store"))
        let all = ["machine.added", "lease.began", "lease.ended", "machine.removed"]
        for text in ["web-server.store", "web-server.shop.lab.contoso.com", web.alias, web.fqdn, web.mac.description] {
            #expect(try history(text) == all, "\(text)")
        }
        #expect(try history("10.86.51.61") == ["lease.began", "lease.ended"])
        #expect(
            registry.refusal(of: ListHistory(subject: .name("nobody")))
                == .lookup(.noEvents(text: "nobody")))
    }

    @Test("Leases of another machine at the same address, or under the same name, are told of their own")
    func tenants() throws {
        let clone = try #require(registry.perform(ShowEnvironment(environment: "shop-qa1")).machines[0].public)
        registry.pass(seconds: 600)
        try registry.perform(ReleaseLease(key: .mac(web.mac)))
        registry.pass(seconds: 3600)
        let between = registry.now
        registry.pass(seconds: 60)
        try registry.sql { try $0.execute(sql: "DELETE FROM resting_address") }
        try registry.bind(clone.mac, value("10.86.51.61"), machine: 3)
        registry.pass(seconds: 60)
        #expect(try history("10.86.51.61") == ["lease.began", "lease.ended", "lease.began"])
        #expect(try history("10.86.51.61", limit: 2) == ["lease.ended", "lease.began"])
        #expect(try history("10.86.51.61", until: start) == ["lease.began"])
        #expect(
            try registry.perform(LeaseHistory(key: .address(value("10.86.51.61")))).map(\.mac)
                == [web.mac, web.mac, clone.mac])
        #expect(try history("web-server.shop").suffix(2) == ["lease.began", "lease.ended"])
        #expect(try history("web-server.shop-qa1") == ["machine.added", "lease.began"])
        #expect(try owners("10.86.51.61", at: start) == ["web-server.shop"])
        #expect(try owners("10.86.51.61", at: between).isEmpty)
        #expect(try owners("10.86.51.61", at: registry.now) == ["web-server.shop-qa1"])
        // The name of the first is taken by the second.
        try registry.perform(DeleteEnvironment(environment: "shop"))
        try registry.perform(RenameEnvironment(environment: "shop-qa1", newName: "shop"))
        // In the order of time: of the one that was called so, and of the one that is.
        #expect(
            try history("web-server.shop") == [
                "machine.added", "lease.began", "machine.added", "lease.ended", "lease.began", "machine.removed",
            ])
    }

    @Test("What an older version wrote is found as it was")
    func older() throws {
        let registry = try TestRegistry()
        try registry.makeOlder(
            before: "0016",
            """
            INSERT INTO network (name, base, prefix_length, range_first, range_last, domain)
            VALUES ('lab', 0x0A563300, 24, 0x0A563332, 0x0A5633FA, 'lab.contoso.com');
            INSERT INTO environment (name, network, created) VALUES ('shop', 1, 0);
            INSERT INTO machine (environment, ordinal, name) VALUES (1, 1, 'web-server');
            INSERT INTO public_interface VALUES (1, 1, 0x001DD8B71C00);
            INSERT INTO alias VALUES ('VSLM-1', 1), ('VSLM-0', NULL);
            INSERT INTO lease (mac, address, network, machine, state, starts, expires)
            VALUES (0x001DD8B71C00, 0x0A56333D, 1, 1, 1, 1, 2);
            INSERT INTO event (at, kind, environment, machine, mac, address, alias) VALUES
                (1, 'machine.added', 'shop', 'web-server', 0x001DD8B71C00, NULL, 'VSLM-1'),
                (2, 'lease.began', 'shop', 'web-server', 0x001DD8B71C00, 0x0A56333C, 'VSLM-1'),
                (3, 'lease.expired', 'shop', 'web-server', 0x001DD8B71C00, 0x0A56333C, 'VSLM-1');
            """)
        let leases = ["lease.began", "lease.expired"]
        for (text, kinds) in [
            ("10.86.51.60", leases), ("VSLM-1", ["machine.added"] + leases),
            ("web-server.shop", ["machine.added"] + leases),
        ] {
            let found = try registry.perform(ListHistory(subject: WhoIsSubject(text)))
            #expect(found.map(\.kind) == kinds, "\(text)")
        }
        let (ties, aliases) = try registry.sql { database in
            try (
                Int.fetchAll(database, sql: "SELECT address FROM past_tie ORDER BY address"),
                Row.fetchAll(database, sql: "SELECT name, machine FROM alias ORDER BY name").map {
                    $0["machine"] as Int?
                }
            )
        }
        #expect(ties == [0x0A56333C, 0x0A56333D])
        #expect(aliases == [nil, 1])
        #expect(try registry.perform(CheckRegistry()).fit)
    }

    @Test("A conflict is in the history of both sides")
    func otherSide() throws {
        let clone = try #require(registry.perform(ShowEnvironment(environment: "shop-qa1")).machines[0].public)
        let (mac, other) = (clone.mac, web.mac)
        let now = registry.clock.milliseconds()
        try registry.sql { database in
            try database.execute(
                sql: """
                    INSERT INTO event (at, kind, network, environment, machine, mac, address, conflict, other_mac,
                        other_environment, other_machine)
                    VALUES (?, 'request.refused', 'lab', 'shop-qa1', 'web-server', ?, ?, 'address', ?, 'shop', 'web-server')
                    """, arguments: [now, mac, IPv4Address(10, 86, 51, 61), other])
        }
        for text in ["shop", "shop-qa1", "web-server.shop", web.mac.description, clone.mac.description, "10.86.51.61"] {
            #expect(try history(text).last == "request.refused", "\(text)")
        }
        #expect(try history("db-server.shop").last == "machine.added")
    }
}
