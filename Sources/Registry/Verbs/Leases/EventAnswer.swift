package import Addresses
internal import GRDB

/// One line of history. Names are as they were then.
package struct EventAnswer: Codable, Hashable, Sendable {
    package var time: UTCTime
    /// `lease.began`, `machine.added` and the like.
    package var kind: String
    @ExplicitNull package var network: String?
    @ExplicitNull package var environment: String?
    @ExplicitNull package var machine: String?
    @ExplicitNull package var mac: MACAddress?
    @ExplicitNull package var address: IPv4Address?
    @ExplicitNull package var alias: String?
    /// The other side of a conflict.
    @ExplicitNull package var otherEnvironment: String?
    @ExplicitNull package var otherMachine: String?
    @ExplicitNull package var otherMAC: MACAddress?
    @ExplicitNull package var detail: String?
}

/// An event with its number, which grows with time.
struct EventRow {
    let id: Int64
    let answer: EventAnswer
}

extension Transaction {
    /// Events that any of the selections has, newest first.
    func events(_ selections: [EventSelection], limit: Int) throws -> [EventRow] {
        var found: [Int64: EventRow] = [:]
        for selection in selections {
            for row in try events(selection, limit: limit) { found[row.id] = row }
        }
        return Array(found.values.sorted { $0.id > $1.id }.prefix(limit))
    }

    /// Events, newest first.
    func events(_ selection: EventSelection, limit: Int) throws -> [EventRow] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM event WHERE \(selection.condition) ORDER BY id DESC LIMIT \(limit)",
            arguments: selection.arguments
        ).map { row in
            let milliseconds: Int64 = try row.value("at")
            return try EventRow(
                id: row.value("id"),
                answer: EventAnswer(
                    time: UTCTime(rawValue: milliseconds / 1000), kind: row.value("kind"),
                    network: row.optional("network"), environment: row.optional("environment"),
                    machine: row.optional("machine"), mac: row.optional("mac"), address: row.optional("address"),
                    alias: row.optional("alias"), otherEnvironment: row.optional("other_environment"),
                    otherMachine: row.optional("other_machine"), otherMAC: row.optional("other_mac"),
                    detail: row.optional("detail")))
        }
    }
}
