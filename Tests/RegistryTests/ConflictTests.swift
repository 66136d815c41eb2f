import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("Conflicts")
struct ConflictTests {
    private let registry: TestRegistry

    /// `shop` with two machines, and its clones `shop-qa1` and `shop-qa2`.
    init() throws {
        registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        try registry.perform(CloneEnvironment(environment: "shop-qa1", newName: "shop-qa2"))
    }

    private func conflicts(
        of environment: String? = nil, _ part: ListConflicts.Part? = nil, zoneNames: [ZoneName]? = nil
    ) throws -> [ConflictAnswer] {
        try registry.perform(ListConflicts(environment: environment, part: part, zoneNames: zoneNames))
    }

    /// Evidence as the lease server writes it.
    private func see(_ kind: LeaseEvent.Kind, _ machine: Int64, with other: Int64) throws {
        let interfaces = try registry.sql { database in
            try MACAddress.fetchAll(database, sql: "SELECT mac FROM public_interface ORDER BY machine")
        }
        let milliseconds = registry.clock.milliseconds()
        let event = LeaseEvent(
            kind: kind, mac: interfaces[Int(machine) - 1], address: IPv4Address(10, 86, 51, 61),
            network: NetworkID(rawValue: 1), machine: MachineID(rawValue: machine),
            otherMAC: interfaces[Int(other) - 1], otherMachine: MachineID(rawValue: other))
        try registry.sql { database in
            try Transaction(database, milliseconds: milliseconds).applyLeaseChanges([.event(event)])
        }
    }

    @Test("Clones are predicted to collide by name, address and MAC: one line a group, however many there are (R12)")
    func predicted() throws {
        let found = try conflicts()
        #expect(found.map(\.conflict) == [.name, .name, .address, .address, .mac, .mac])
        #expect(found.allSatisfy { $0.predicted && $0.severity == .info && $0.count == 3 && $0.network == "lab" })
        #expect(found.allSatisfy { $0.environments == ["shop", "shop-qa1", "shop-qa2"] })
        #expect(found.prefix(4).map(\.name) == ["web-server", "db-server", "192.168.23.1", "192.168.23.2"])
        let inside = try #require(registry.perform(ShowEnvironment(environment: "shop")).machines[1].private)
        #expect(found[5].mac == inside.mac && found[5].machine == "db-server")
    }

    @Test("Environments that have nothing in common but the block they count from collide by address alone")
    func unrelated() throws {
        try registry.perform(
            CreateEnvironment(environment: "store", machines: [MachineSpecification(name: "cashier")]))
        let found = try conflicts(of: "store")
        #expect(found.map(\.name) == ["192.168.23.1"])
        #expect(found[0].count == 4 && found[0].environments.last == "store")
        #expect(found[0].machine == nil)
    }

    @Test("Environments on two networks do not meet (R15)")
    func twoNetworks() throws {
        try registry.perform(
            AddNetwork(
                network: "annex",
                settings: NetworkSettings(
                    cidr: value("10.86.52.0/24"), range: value("10.86.52.50-10.86.52.250"),
                    domain: value("annex.contoso.com"),
                    macPools: [value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")])))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-annex", network: "annex"))
        #expect(try conflicts(of: "shop-annex").isEmpty)
        #expect(try conflicts(of: "shop").allSatisfy { $0.count == 3 })
    }

    @Test("What was seen comes before what is predicted, and what matters before what does not")
    func order() throws {
        try see(.requestRefused, 3, with: 1)
        registry.pass(seconds: 1)
        try see(.duplicateMAC, 4, with: 4)
        registry.pass(seconds: 1)
        try see(.staleAddress, 5, with: 1)
        let seen = try conflicts(of: nil, .seen)
        #expect(seen.map(\.kind) == ["mac.duplicate", "address.stale", "request.refused"])
        #expect(seen.map(\.severity) == [.critical, .warning, .info])
        #expect(seen.allSatisfy { $0.source == .lease && !$0.predicted })
        #expect(try conflicts().prefix(3).map(\.kind) == seen.map(\.kind))
        #expect(try conflicts(of: nil, .predicted).allSatisfy { $0.predicted })
    }

    @Test("Evidence is told of both environments, also when one was renamed since")
    func ofEnvironment() throws {
        try see(.requestRefused, 3, with: 1)
        try registry.perform(RenameEnvironment(environment: "shop", newName: "store"))
        #expect(try conflicts(of: "store", .seen).map(\.name) == ["web-server.shop-qa1"])
        #expect(try conflicts(of: "shop-qa1", .seen).count == 1)
        #expect(try conflicts(of: "shop-qa2", .seen).isEmpty)
        #expect(registry.refusal(of: ListConflicts(environment: "nobody"))?.code == "unknown-environment")
    }

    @Test("A pool that was laid over a private MAC, and a network over private addresses, are wrong now")
    func wrong() throws {
        try registry.perform(
            CreateEnvironment(
                environment: "store",
                machines: [MachineSpecification(name: "cashier", mac: value("00-1D-D8-B7-1D-05"))]))
        let pool: MACRange = try value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")
        try registry.sql { database in
            try database.execute(
                sql: "INSERT INTO mac_pool (network, first, last, next) VALUES (1, ?, ?, ?)",
                arguments: [pool.first, pool.last, pool.first])
        }
        let found = try conflicts(of: "store").filter { !$0.predicted }
        #expect(found.map(\.kind) == ["mac.in-pool"])
        #expect(found[0].severity == .critical && found[0].name == "cashier.store")
        try registry.sql { database in
            try database.execute(
                sql: "UPDATE machine SET private_address = ? WHERE name = 'cashier'",
                arguments: [IPv4Address(10, 86, 51, 9)])
        }
        #expect(
            try conflicts(of: "store").filter { !$0.predicted }.map(\.kind) == ["mac.in-pool", "address.in-network"])
    }

    @Test("A zone file's record that hides a readable name is told, with its place")
    func hidden() throws {
        let names = [
            ZoneName(name: "Web-Server.shop.lab.contoso.com", place: "lab.zone:7", cutsOff: false),
            ZoneName(name: "www.lab.contoso.com", place: "lab.zone:8", cutsOff: false),
            ZoneName(name: "shop-qa1.lab.contoso.com", place: "lab.zone:9", cutsOff: true),
            ZoneName(name: "shop-qa2.lab.contoso.com", place: "lab.zone:10", cutsOff: false),
        ]
        let found = try conflicts(of: nil, .seen, zoneNames: names)
        #expect(found.map(\.name) == ["web-server.shop", "web-server.shop-qa1", "db-server.shop-qa1"])
        #expect(found.allSatisfy { $0.kind == "name.hidden" && $0.conflict == .name && $0.source == .name })
        #expect(found[0].detail?.hasPrefix("lab.zone:7 ") == true)
        #expect(try conflicts(of: "shop-qa2", .seen, zoneNames: names).isEmpty)
    }
}
