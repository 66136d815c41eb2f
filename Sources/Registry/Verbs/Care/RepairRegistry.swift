internal import Addresses
internal import GRDB

package struct RepairAnswer: Codable, Equatable, Sendable {
    /// What was done, a sentence each.
    package var repaired: [String]
    /// What `check` says now.
    package var check: CheckAnswer
}

/// Repairs what can be repaired without deciding anything that a person has decided.
///
/// - Indexes are made anew from their tables.
/// - What the server learns again by itself is forgotten where it cannot be read: leases, resting addresses and what is
///   believed of MACs. Nobody could be told of such a row anyway; without it the address is free again.
/// - A row whose parent is gone goes the way the schema says it would have gone with it. Machines and their public sides
///   do not: their MACs must rest.
///
/// Everything else is a person's, and stays to be named.
package struct RepairRegistry: Verb {
    package static let name = "repair"
    package static let kind = VerbKind.change

    package init() {}

    package func perform(in transaction: Transaction) throws -> RepairAnswer {
        let database = transaction.database
        var repaired: [String] = []
        // Of what the check finds, only this can be put right without knowing what a row should have said.
        let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        if damage.contains(where: { $0.contains(" index ") }) {
            try database.execute(sql: "REINDEX")
            repaired.append("made the indexes anew from their tables")
        }
        repaired += try Self.forgetBadRows(database)
        repaired += try Self.removeOrphans(database)
        if !repaired.isEmpty {
            try transaction.record(Event(kind: .registryRepaired, detail: Self.detail(repaired)))
            for id in try Int64.fetchAll(database, sql: "SELECT id FROM network") {
                transaction.touchNetworks(NetworkID(rawValue: id))
            }
        }
        return RepairAnswer(repaired: repaired, check: try CheckRegistry().perform(in: transaction))
    }

    /// Tables that the server fills by itself, and their keys.
    private static let learned = ["lease": "mac", "resting_address": "address", "mac_watch": "mac"]

    private static func forgetBadRows(_ database: Database) throws -> [String] {
        var done: [String] = []
        // A report holds so many rows; each round makes room for others.
        while true {
            let rows = try BulkReader(database).findBadRows().compactMap { row in
                learned[row.table].flatMap { key in Int64(row.row).map { (row, key, $0) } }
            }
            guard !rows.isEmpty else { return done }
            for (row, key, value) in rows {
                try database.execute(sql: "DELETE FROM \(row.table) WHERE \(key) = ?", arguments: [value])
                done.append("forgot row \(row.row) of \(row.table): \(row.reason)")
            }
        }
    }

    /// Tables whose rows a verb must end, because something rests afterwards.
    private static let persons: Set<String> = ["machine", "public_interface", "environment", "host"]

    private static func removeOrphans(_ database: Database) throws -> [String] {
        var done: [String] = []
        // Ending one row may leave others without a parent; the schema is not deeper than its tables are many.
        for _ in 0..<8 {
            let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").compactMap(Orphan.init)
            var progressed = false
            for orphan in orphans where !persons.contains(orphan.table) {
                guard let change = try orphan.change(in: database) else { continue }
                try database.execute(sql: change)
                guard database.changesCount > 0 else { continue }
                progressed = true
                done.append("\(orphan.name) of \(orphan.table) referred to no \(orphan.parent)")
            }
            guard progressed else { break }
        }
        return done
    }

    private static func detail(_ repaired: [String]) -> String {
        String(repaired.joined(separator: "; ").prefix(1000))
    }
}

/// A row that refers to one that is not there.
private struct Orphan {
    let table: String
    /// `nil`: the table has no row ids.
    let row: Int64?
    let parent: String
    let key: Int

    init?(_ violation: Row) {
        guard let table = violation["table"] as String?, let parent = violation["parent"] as String?,
            let key = violation["fkid"] as Int?
        else { return nil }
        self.table = table
        row = violation["rowid"] as Int64?
        self.parent = parent
        self.key = key
    }

    var name: String { row.map { "row \($0)" } ?? "a row" }

    /// What the schema would have done to the row; `nil` if it would have refused. Without row ids, all rows of its kind are
    /// changed at once: every parent is a table with row ids, to which the keys refer.
    func change(in database: Database) throws -> String? {
        let keys = try Row.fetchAll(database, sql: "PRAGMA foreign_key_list(\(table))")
        guard let key = keys.first(where: { ($0["id"] as Int?) == key }), let column = key["from"] as String? else {
            return nil
        }
        let condition =
            row.map { "rowid = \($0)" }
            ?? "\(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(parent) WHERE rowid = \(table).\(column))"
        return switch key["on_delete"] as String? {
        case "CASCADE": "DELETE FROM \(table) WHERE \(condition)"
        case "SET NULL": "UPDATE \(table) SET \(column) = NULL WHERE \(condition)"
        default: nil
        }
    }
}
