import Addresses
import Foundation
import GRDB
import Migrations
import Synchronization
import Testing

@testable import Registry

/// A registry in a folder of its own, with a clock that the test turns.
final class TestRegistry: Sendable {
    let folder: URL
    let file: RegistryFile
    private let milliseconds = Mutex<Int64>(1_795_370_400_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("namesake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = RegistryFile(path: folder.appendingPathComponent("namesake.sqlite").path)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var clock: WallClock { WallClock { [self] in milliseconds.withLock { $0 } } }
    var now: UTCTime { UTCTime(rawValue: clock.seconds) }

    func pass(seconds: Int64) {
        milliseconds.withLock { $0 += seconds * 1000 }
    }

    @discardableResult
    func perform<V: Verb>(_ verb: V) throws -> V.Answer {
        try LocalRegistry.perform(verb, on: file, clock: clock)
    }

    /// The error that a verb is refused with.
    func refusal(of verb: some Verb) -> RegistryError? {
        do {
            _ = try LocalRegistry.perform(verb, on: file, clock: clock)
            return nil
        } catch {
            return error
        }
    }

    /// The article's lab: network `lab`.
    func addLab(pool: String = "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF") throws {
        try perform(AddNetwork(network: "lab", settings: Self.lab(pool: pool)))
    }

    /// The article's environment: `shop` with `web-server` and `db-server`.
    @discardableResult
    func createShop() throws -> EnvironmentAnswer {
        try perform(
            CreateEnvironment(
                environment: "shop",
                machines: [
                    MachineSpecification(name: "web-server", role: "web"),
                    MachineSpecification(name: "db-server", role: "db"),
                ]))
    }

    /// Has the address leased to the MAC for 600 s, with its event, as an ACK does.
    func bind(_ mac: MACAddress, _ address: IPv4Address, machine: Int64? = nil) throws {
        let lease = Lease(
            mac: mac, address: address, network: NetworkID(rawValue: 1),
            machine: machine.map(MachineID.init(rawValue:)),
            state: .bound, starts: now.rawValue, expires: now.rawValue + 600, clientIdentifier: [0xFF, 0, 1])
        let began = LeaseEvent(
            kind: .leaseBegan, mac: mac, address: address, network: lease.network, machine: lease.machine)
        let milliseconds = clock.milliseconds()
        try sql { database in
            try Transaction(database, milliseconds: milliseconds).applyLeaseChanges([.put(lease), .event(began)])
        }
    }

    static func lab(pool: String = "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF") throws -> NetworkSettings {
        try NetworkSettings(
            cidr: value("10.86.51.0/24"), range: value("10.86.51.50-10.86.51.250"), domain: value("lab.contoso.com"),
            macPools: [value(pool)])
    }

    /// Runs SQL on the file as a person with a SQLite shell would.
    func sql<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: file.path)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }

    /// Everything in every table.
    func dump() throws -> [String] {
        try sql { database in
            var lines: [String] = []
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY name")
            for table in tables {
                for row in try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1") {
                    lines.append("\(table) \(row)")
                }
            }
            return lines
        }
    }

    /// Has a version make the registry that knew only the steps before this one, and puts rows into it.
    func makeOlder(before step: String, _ sql: String = "") throws {
        let queue = try DatabaseQueue(path: file.path)
        defer { try? queue.close() }
        var old = DatabaseMigrator()
        for migration in Migration.all where migration.name < step {
            old.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        try old.migrate(queue)
        try queue.write { try $0.execute(sql: sql) }
    }

    var leftovers: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}

/// A value from its text, which the test has got right.
func value<Value: LosslessStringConvertible>(_ text: String) throws -> Value {
    try #require(Value(text))
}

extension TestRegistry {
    /// The kinds of the events that name the environment, oldest first.
    func events(of environment: String) throws -> [String] {
        try sql {
            try String.fetchAll(
                $0, sql: "SELECT kind FROM event WHERE environment = ? ORDER BY id", arguments: [environment])
        }
    }
}
