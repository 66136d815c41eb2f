internal import Addresses
internal import GRDB

/// Reads what the state of machines depends on: of one environment, or of all of them at once.
struct StatusReader {
    private let transaction: Transaction
    private let sightings: [MACAddress: [ConflictSighting]]
    private let watches: [MACAddress: MACWatch]
    private let heldFor: [MACAddress: String]
    private var restores: [EnvironmentID: [Restoring]] = [:]

    private struct Restoring {
        var name: String
        var facts: RestoredMachineFacts
    }

    init(_ transaction: Transaction) throws {
        self.transaction = transaction
        let database = transaction.database
        sightings = try Self.sightings(database, at: transaction.now.rawValue)
        var watches: [MACAddress: MACWatch] = [:]
        try BulkReader(database).forEachWatch({ watches[$0] = $1 }, bad: { _ in })
        self.watches = watches
        var heldFor: [MACAddress: String] = [:]
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT restore.environment, environment.name AS environment_name, snapshot, began, hold_until,
                    restore_machine.name, rolled_back, holds, lease_starts
                FROM restore JOIN environment ON environment.id = restore.environment
                JOIN restore_machine ON restore_machine.environment = restore.environment
                WHERE ended IS NULL
                """)
        for row in rows {
            let rolledBack: MACAddress = try row.value("rolled_back")
            let holds: Bool = try row.value("holds")
            let began: Int64 = try row.value("began")
            if holds { heldFor[rolledBack] = try row.value("environment_name") }
            try restores[row.value("environment"), default: []].append(
                Restoring(
                    name: row.value("name"),
                    facts: RestoredMachineFacts(
                        snapshot: row.value("snapshot"), rolledBack: rolledBack, holds: holds, began: began,
                        holdUntil: row.value("hold_until"), leaseStartsBefore: row.optional("lease_starts"),
                        rolledBackSeen: holds ? Self.lastSeen(rolledBack, since: began, database) : nil)))
        }
        self.heldFor = heldFor
    }

    func facts(_ machine: MachineRecord, of environment: EnvironmentID, named name: String) -> MachineFacts {
        var facts = MachineFacts(
            environment: name, name: machine.identity.name, isDomainController: machine.identity.isDomainController,
            mac: machine.publicMAC, lease: machine.lease)
        complete(&facts, of: environment)
        return facts
    }

    /// Adds what was seen of the machine to what it is.
    func complete(_ facts: inout MachineFacts, of environment: EnvironmentID) {
        if let mac = facts.mac {
            facts.sightings = sightings[mac] ?? []
            facts.watch = watches[mac]
            facts.heldFor = heldFor[mac]
        }
        let name = facts.name
        facts.restore = restores[environment]?.first { Names.areSame($0.name, name) }?.facts
    }

    func status(of environment: EnvironmentRecord, _ machines: [MachineRecord]) -> EnvironmentStatus {
        EnvironmentStatus(
            of: machines.map { facts($0, of: environment.id, named: environment.name) },
            environment: environment.name, transaction.service, at: transaction.now.rawValue)
    }

    /// The evidence that may still stand: what is older than the longest lease has been outlived by all that are live.
    private static func sightings(_ database: Database, at now: Int64) throws -> [MACAddress: [ConflictSighting]] {
        let longest = try Int64.fetchOne(database, sql: "SELECT max(lease_seconds) FROM network") ?? 0
        let kinds = ConflictSighting.kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT kind, at, mac, address, environment, machine, other_mac, other_environment, other_machine FROM event
                WHERE conflict IS NOT NULL AND at >= ? AND kind IN (\(kinds)) ORDER BY at DESC LIMIT \(limit)
                """, arguments: [(now - max(longest, MachineFacts.duplicateMemory)) * 1000])
        var found: [MACAddress: [ConflictSighting]] = [:]
        while let row = try rows.next() {
            guard let kind = LeaseEvent.Kind(rawValue: try row.value("kind")) else { continue }
            let mac: MACAddress? = try row.optional("mac")
            let other: MACAddress? = try row.optional("other_mac")
            let at: Int64 = try row.value("at") / 1000
            let address: IPv4Address? = try row.optional("address")
            if let mac {
                found[mac, default: []].append(
                    ConflictSighting(
                        kind: kind, at: at, address: address, isCulprit: kind == .staleAddress,
                        other: try who(row, "other_environment", "other_machine") ?? other?.description))
            }
            if let other, other != mac {
                found[other, default: []].append(
                    ConflictSighting(
                        kind: kind, at: at, address: address, isCulprit: false,
                        other: try who(row, "environment", "machine") ?? mac?.description))
            }
        }
        return found
    }

    private static let limit = 10_000

    private static func who(_ row: Row, _ environment: String, _ machine: String) throws -> String? {
        guard let machine: String = try row.optional(machine), let environment: String = try row.optional(environment)
        else { return nil }
        return "\(environment)/\(machine)"
    }

    /// When somebody was last seen with a held MAC who is not its lease's holder, or at another place.
    private static func lastSeen(_ mac: MACAddress, since began: Int64, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT max(at) FROM event WHERE mac = ? AND at >= ? AND kind IN (?, ?)",
            arguments: [mac, began, LeaseEvent.Kind.duplicateMAC.rawValue, LeaseEvent.Kind.heldMAC.rawValue])
    }
}
