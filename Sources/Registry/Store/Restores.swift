internal import Addresses
internal import GRDB

/// How a restore ended.
package enum RestoreOutcome: String, Codable, Hashable, Sendable {
    /// Every machine was right again.
    case ended
    /// Somebody said that it is over although it was not.
    case forced
    /// It was given up, or another one was begun in its place.
    case cancelled
}

/// The journal of a restore: of the one that is open, or of the last one.
struct RestoreRecord: Hashable {
    let environment: EnvironmentRecord
    var snapshot: String
    /// The environment in which the snapshot was taken, and when.
    var sourceName: String
    var taken: UTCTime
    /// Milliseconds UTC.
    var began: Int64
    var holdUntil: UTCTime
    /// Milliseconds UTC, and how; `nil`: it is open.
    var ended: Int64?
    var outcome: RestoreOutcome?
    var machines: [RestoreMachineRecord]

    func machine(named name: String) -> RestoreMachineRecord? {
        machines.first { Names.areSame($0.name, name) }
    }

    func isOf(_ other: SnapshotRecord) -> Bool {
        Names.areSame(snapshot, other.name) && Names.areSame(sourceName, other.sourceName) && taken == other.taken
    }

    /// How long it took, or has taken.
    func seconds(at milliseconds: Int64) -> Double { Double((ended ?? milliseconds) - began) / 1000 }
}

/// A machine that was rolled back and has a MAC to be put back.
struct RestoreMachineRecord: Hashable {
    var name: String
    var rolledBack: MACAddress
    /// Whether that is another machine's, and is held while the restore is open.
    var holds: Bool
    /// When its lease had begun or was last renewed when the restore began.
    var leaseStarts: Int64?
    var confirmed: UTCTime?
}

/// Restores in the database.
extension Transaction {
    /// How long the MACs are held that a restore rolls back to, unless it is over before, in seconds. Somebody who forgets
    /// a restore does not keep the original from its lease for ever; who needs longer asks for the same restore again.
    static let restoreHoldSeconds: Int64 = 3600

    /// The environment's restore: the one that is open, else the last one.
    func lastRestore(of environment: EnvironmentRecord) throws -> RestoreRecord? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM restore WHERE environment = ?", arguments: [environment.id]
        ).map { row in
            let outcome: String? = try row.optional("outcome")
            return try RestoreRecord(
                environment: environment, snapshot: row.value("snapshot"), sourceName: row.value("source_name"),
                taken: row.value("taken"), began: row.value("began"), holdUntil: row.value("hold_until"),
                ended: row.optional("ended"), outcome: outcome.flatMap(RestoreOutcome.init(rawValue:)),
                machines: restoreMachines(of: environment.id))
        }
    }

    /// The environment's restore that is open.
    func restore(of environment: EnvironmentRecord) throws -> RestoreRecord? {
        try lastRestore(of: environment).flatMap { $0.ended == nil ? $0 : nil }
    }

    private func restoreMachines(of environment: EnvironmentID) throws -> [RestoreMachineRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM restore_machine WHERE environment = ? ORDER BY name", arguments: [environment]
        ).map { row in
            try RestoreMachineRecord(
                name: row.value("name"), rolledBack: row.value("rolled_back"), holds: row.value("holds"),
                leaseStarts: row.optional("lease_starts"), confirmed: row.optional("confirmed"))
        }
    }

    /// Begins a restore; the journal of the one before is replaced.
    func insert(_ restore: RestoreRecord) throws {
        let id = restore.environment.id
        try database.execute(sql: "DELETE FROM restore WHERE environment = ?", arguments: [id])
        try database.execute(
            sql: """
                INSERT INTO restore (environment, snapshot, source_name, taken, began, hold_until)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, restore.snapshot, restore.sourceName, restore.taken, restore.began, restore.holdUntil,
            ])
        for machine in restore.machines {
            try database.execute(
                sql: """
                    INSERT INTO restore_machine (environment, name, rolled_back, holds, lease_starts)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [id, machine.name, machine.rolledBack, machine.holds, machine.leaseStarts])
        }
        touchAgenda()
    }

    /// Holds the MACs that the restore rolls back to, for so long from now on.
    func hold(_ restore: RestoreRecord) throws {
        try database.execute(
            sql: "UPDATE restore SET hold_until = ? WHERE environment = ?",
            arguments: [restore.holdUntil, restore.environment.id])
        for machine in restore.machines where machine.holds {
            var watch = try watch(of: machine.rolledBack) ?? MACWatch()
            watch.heldUntil = max(watch.heldUntil, restore.holdUntil.rawValue)
            try applyLeaseChanges([.watch(machine.rolledBack, watch)])
        }
    }

    /// Ends a restore and its holds, in one transaction with whatever else ends with it.
    func end(_ restore: RestoreRecord, _ outcome: RestoreOutcome, detail: String? = nil) throws {
        let id = restore.environment.id
        try database.execute(
            sql: "UPDATE restore SET ended = max(began, ?), outcome = ? WHERE environment = ?",
            arguments: [milliseconds, outcome.rawValue, id])
        for machine in restore.machines where machine.holds {
            guard var watch = try watch(of: machine.rolledBack) else { continue }
            // Another clone may be restored to the same original meanwhile.
            watch.heldUntil = try holdOfOthers(than: id, machine.rolledBack)
            let isOver = !watch.isHeld(at: now.rawValue) && !watch.isSuspect(at: now.rawValue)
            try applyLeaseChanges([.watch(machine.rolledBack, isOver ? nil : watch)])
        }
        try record(
            Event(
                kind: outcome == .cancelled ? .restoreCancelled : .restoreEnded,
                environment: restore.environment.name,
                detail: "\(restore.snapshot): " + (detail ?? "\(restore.seconds(at: milliseconds)) s")))
        touchAgenda()
    }

    private func holdOfOthers(than environment: EnvironmentID, _ mac: MACAddress) throws -> Int64 {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT max(hold_until) FROM restore_machine
                JOIN restore ON restore.environment = restore_machine.environment
                WHERE rolled_back = ? AND holds = 1 AND ended IS NULL AND restore.environment <> ?
                """, arguments: [mac, environment]) ?? 0
    }
}
