internal import GRDB

/// How many rows of each kind there are.
package struct RegistryCounts: Codable, Hashable, Sendable {
    package var networks: Int
    package var environments: Int
    package var machines: Int
    package var hosts: Int
    package var leases: Int
    package var restingAddresses: Int
    package var restingMACs: Int
    package var snapshots: Int
    package var aliases: Int
    package var events: Int
}

/// A row that does not say what a row of its table must say. It is skipped, and everything else served.
package struct BadRow: Codable, Hashable, Sendable {
    package var table: String
    package var row: String
    package var reason: String
}

package struct CheckAnswer: Codable, Equatable, Sendable {
    /// Neither damage nor a bad row was found.
    package var fit: Bool
    package var counts: RegistryCounts
    /// What SQLite's integrity check and foreign key check say; empty if all is well.
    package var damage: [String]
    package var badRows: [BadRow]
    package var findings: [CheckFinding]
    package var privateBlocks: [PrivateBlock]
}

/// The registry's part of `check`: the file's integrity, every row read as the server reads it, and what in it may lead to
/// a conflict.
package struct CheckRegistry: Verb {
    package static let name = "check"
    package static let kind = VerbKind.question

    private static let longestDamageReport = 100

    package init() {}

    package func perform(in transaction: Transaction) throws -> CheckAnswer {
        let database = transaction.database
        var damage = try String.fetchAll(database, sql: "PRAGMA integrity_check(\(Self.longestDamageReport))")
            .filter { $0 != "ok" }
        for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(Self.longestDamageReport) {
            let table: String? = row["table"]
            let parent: String? = row["parent"]
            let id: Int64? = row["rowid"]
            damage.append("row \(id.map(String.init) ?? "?") of \(table ?? "?") refers to no \(parent ?? "?")")
        }
        let reader = BulkReader(database)
        let badRows = try reader.findBadRows()
        let networks = try reader.networks(bad: { _ in })
        return try CheckAnswer(
            fit: damage.isEmpty && badRows.isEmpty, counts: counts(transaction), damage: damage, badRows: badRows,
            findings: transaction.findings(on: networks),
            privateBlocks: networks.map { PrivateBlock(network: $0.name, block: $0.settings.privateBlock) })
    }

    private func counts(_ transaction: Transaction) throws -> RegistryCounts {
        try RegistryCounts(
            networks: transaction.count("network"), environments: transaction.count("environment"),
            machines: transaction.count("machine"), hosts: transaction.count("host"),
            leases: transaction.count("lease"),
            restingAddresses: transaction.count("resting_address WHERE until > ?", [transaction.now]),
            restingMACs: transaction.count("resting_mac WHERE until > ?", [transaction.now]),
            snapshots: transaction.count("snapshot"), aliases: transaction.count("alias"),
            events: transaction.count("event"))
    }
}
