internal import Addresses
internal import GRDB

/// A machine as a snapshot remembers it.
struct SnapshotMachine: Hashable {
    var identity: MachineIdentity
    /// The MAC its public interface had, which a restore brings back.
    var publicMAC: MACAddress?
}

/// Snapshots in the database.
extension Transaction {
    /// Every snapshot the environment can see, its own first, then the newest.
    func snapshots(of environment: EnvironmentID) throws -> [SnapshotRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM snapshot WHERE environment = ?1
                ORDER BY source <> ?1, taken DESC, id DESC
                """, arguments: [environment]
        ).map { row in
            try SnapshotRecord(
                id: row.value("id"), environment: row.value("environment"), name: row.value("name"),
                taken: row.value("taken"), source: row.value("source"), sourceName: row.value("source_name"))
        }
    }

    /// The snapshot of that name: one taken in the environment itself rather than one that came from its origin, and of
    /// several of those the newest.
    func snapshot(named name: String, of environment: EnvironmentRecord) throws -> SnapshotRecord {
        let all = try snapshots(of: environment.id)
        guard let snapshot = all.first(where: { Names.areSame($0.name, name) }) else {
            throw RegistryError.name(
                .unknown(.snapshot, name: name, environment: environment.name, known: all.prefix(8).map(\.name)))
        }
        return snapshot
    }

    func machines(of snapshot: SnapshotRecord) throws -> [SnapshotMachine] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM snapshot_machine WHERE snapshot = ? ORDER BY ordinal",
            arguments: [snapshot.id]
        ).map { row in
            let identity = try MachineIdentity(
                ordinal: row.value("ordinal"), name: row.value("name"), role: row.value("role"),
                isDomainController: row.value("domain_controller"), privateAddress: row.optional("private_address"),
                privateMAC: row.optional("private_mac"))
            return try SnapshotMachine(identity: identity, publicMAC: row.optional("public_mac"))
        }
    }

    /// Remembers the environment's machines as they are now.
    func takeSnapshot(named name: String, of environment: EnvironmentRecord) throws {
        try database.execute(
            sql: "INSERT INTO snapshot (environment, name, taken, source, source_name) VALUES (?, ?, ?, ?, ?)",
            arguments: [environment.id, name, now, environment.id, environment.name])
        try database.execute(
            sql: """
                INSERT INTO snapshot_machine (snapshot, ordinal, name, role, domain_controller, private_address,
                    private_mac, public_mac)
                SELECT ?, ordinal, name, role, domain_controller, private_address, private_mac, public_interface.mac
                FROM machine LEFT JOIN public_interface ON public_interface.machine = machine.id
                WHERE machine.environment = ?
                """, arguments: [database.lastInsertedRowID, environment.id])
    }

    /// Gives a clone copies of all snapshots that its origin can see, so that it outlives it.
    func copySnapshots(from origin: EnvironmentID, to clone: EnvironmentID) throws {
        for snapshot in try snapshots(of: origin).reversed() {
            try database.execute(
                sql: "INSERT INTO snapshot (environment, name, taken, source, source_name) VALUES (?, ?, ?, ?, ?)",
                arguments: [clone, snapshot.name, snapshot.taken, snapshot.source, snapshot.sourceName])
            try database.execute(
                sql: """
                    INSERT INTO snapshot_machine (snapshot, ordinal, name, role, domain_controller, private_address,
                        private_mac, public_mac)
                    SELECT ?, ordinal, name, role, domain_controller, private_address, private_mac, public_mac
                    FROM snapshot_machine WHERE snapshot = ?
                    """, arguments: [database.lastInsertedRowID, snapshot.id])
        }
    }
}
