import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("Rest and memory")
struct RestTests {
    private let registry: TestRegistry

    init() throws {
        registry = try TestRegistry()
    }

    /// Linux and Windows keep an ARP entry for up to a minute, and an alias has a TTL of up to 30 s.
    @Test("What is freed rests for a lease's length, and never for less than ARP and DNS caches remember")
    func shortest() throws {
        var settings = try TestRegistry.lab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF")
        settings.leaseSeconds = 10
        try registry.perform(AddNetwork(network: "lab", settings: settings))
        let mac = try #require(registry.createShop().machines[0].public?.mac)
        try registry.bind(mac, value("10.86.51.61"), machine: 1)
        let deleted = try registry.perform(DeleteEnvironment(environment: "shop"))
        // The lease of the test ends in 600 s, whatever the network says.
        #expect(deleted.resting[0].addressUntil == UTCTime(rawValue: registry.now.rawValue + 600 + 90))
        #expect(deleted.resting[0].macUntil == deleted.resting[0].addressUntil)
        #expect(deleted.resting[1].macUntil == UTCTime(rawValue: registry.now.rawValue + 90))
        for (leaseSeconds, rest) in [(10, 90), (90, 90), (600, 600), (86_400, 86_400)] as [(Int64, Int64)] {
            settings.leaseSeconds = leaseSeconds
            let network = NetworkRecord(id: NetworkID(rawValue: 1), name: "lab", settings: settings)
            #expect(network.leaseNetwork.restSeconds == rest)
        }
    }

    @Test("A MAC is given out again when its rest is over, and not a second before")
    func macs() throws {
        try registry.addLab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-01")
        let first = try registry.createShop().machines.compactMap(\.public?.mac)
        try registry.perform(DeleteEnvironment(environment: "shop"))
        let create = CreateEnvironment(environment: "store", machines: [MachineSpecification(name: "cashier")])
        registry.pass(seconds: 599)
        #expect(registry.refusal(of: create)?.code == "pool-exhausted")
        registry.pass(seconds: 1)
        let again = try registry.perform(create).machines.compactMap(\.public?.mac)
        #expect(first.contains(again[0]))
    }

    @Test("Everything of a deleted environment goes in one transaction; what stays is its memory")
    func deletion() throws {
        try registry.addLab()
        let shop = try registry.createShop()
        let outside = try #require(shop.machines[0].public)
        try registry.bind(outside.mac, value("10.86.51.61"), machine: 1)
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        try registry.perform(DeleteEnvironment(environment: "shop"))
        for table in ["environment", "machine", "public_interface", "lease", "snapshot", "snapshot_machine"] {
            #expect(try count(table) == 0, "\(table)")
        }
        #expect(try count("resting_mac") == 2)
        #expect(try count("resting_address") == 1)
        #expect(try count("alias WHERE machine IS NULL") == 2)
        // Its name is nobody's for ever.
        let alias = outside.alias.uppercased()
        #expect(throws: DatabaseError.self) {
            try registry.sql { database in
                try database.execute(sql: "INSERT INTO alias (name) VALUES (?)", arguments: [alias])
            }
        }
    }

    private func count(_ rows: String) throws -> Int? {
        try registry.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(rows)") }
    }

    @Test("A deletion that fails in the middle has freed nothing")
    func failure() throws {
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER broken BEFORE DELETE ON environment BEGIN SELECT RAISE(ABORT, 'broken'); END
                    """)
        }
        let before = try registry.dump()
        #expect(registry.refusal(of: DeleteEnvironment(environment: "shop")) != nil)
        #expect(try registry.dump() == before)
    }
}
