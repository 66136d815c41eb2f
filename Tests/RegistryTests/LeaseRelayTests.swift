import Addresses
import GRDB
import Logging
import Testing

@testable import Registry

@Suite("What relays said of clients")
struct LeaseRelayTests {
    private let address = IPv4Address(10, 86, 51, 61)
    private let information: [UInt8] = [1, 4, 112, 111, 114, 116]

    private func serve(_ registry: TestRegistry) async throws -> (RegistryWriter, ScriptedSource) {
        let source = ScriptedSource()
        let writer = try RegistryWriter(
            owner: try Owner.acquire(registry.file, as: .serve), clock: registry.clock,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await writer.start()
        try await writer.attach(source)
        return (writer, source)
    }

    /// Commits the changes as an ACK does.
    private func commit(
        _ changes: [LeaseChange], _ writer: RegistryWriter, _ source: ScriptedSource
    ) async -> LeaseCommitError? {
        await source.turn(of: writer) { turn in
            turn.book.begin()
            for change in changes { turn.book.apply(change) }
            do throws(LeaseCommitError) {
                try turn.commit(changes)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("They survive a restart and a change of the environment, and go with the machine")
    func lifetime() async throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let machine = try registry.createShop().machines[0]
        let mac = try #require(machine.public?.mac)
        var (writer, source) = try await serve(registry)
        let lease = Lease(
            mac: mac, address: address, network: NetworkID(rawValue: 1), machine: MachineID(rawValue: 1), state: .bound,
            starts: registry.now.rawValue, expires: registry.now.rawValue + 600, clientIdentifier: nil)
        #expect(await commit([.put(lease), .relay(mac, [9, 9])], writer, source) == nil)
        #expect(await commit([.relay(mac, information)], writer, source) == nil)
        await writer.stop()

        (writer, source) = try await serve(registry)
        #expect(await source.turn(of: writer) { $0.book.relayInformation(of: mac) } == information)
        _ = try await writer.perform(RenameEnvironment(environment: "shop", newName: "store"))
        #expect(await source.turn(of: writer) { $0.book.relayInformation(of: mac) } == information)
        _ = try await writer.perform(DeleteEnvironment(environment: "store"))
        #expect(await source.turn(of: writer) { $0.book.relayInformation(of: mac) } == nil)
        await writer.stop()
        #expect(try registry.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM lease_relay") } == 0)
    }

    @Test("There is none without a lease, and none that is longer than a relay's word can be")
    func referee() async throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let mac = try #require(try registry.createShop().machines[0].public?.mac)
        let (writer, source) = try await serve(registry)
        #expect(await commit([.relay(mac, information)], writer, source) == .constraint)
        #expect(await source.turn(of: writer) { $0.book.relayInformation(of: mac) } == nil)
        await writer.stop()
        try registry.bind(mac, address, machine: 1)
        #expect(throws: DatabaseError.self) {
            try registry.sql { database in
                try database.execute(
                    sql: "INSERT INTO lease_relay (mac, information) SELECT mac, zeroblob(513) FROM lease")
            }
        }
    }

    @Test("A row that is none is named by check, and skipped")
    func badRow() async throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let mac = try #require(try registry.createShop().machines[0].public?.mac)
        try registry.bind(mac, address, machine: 1)
        try registry.sql { database in
            try database.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    INSERT INTO lease_relay (mac, information) SELECT mac, x'' FROM lease;
                    """)
        }
        #expect(try registry.perform(CheckRegistry()).badRows.map(\.table) == ["lease_relay"])
        let (writer, source) = try await serve(registry)
        #expect(await source.turn(of: writer) { $0.book.relayInformation(of: mac) } == nil)
        await writer.stop()
    }
}
