package import Addresses
internal import GRDB

/// One conflict that was seen: everything that was seen of it, with both sides.
package struct ConflictAnswer: Codable, Hashable, Sendable {
    /// `web-server.shop-qa1`, a host's name, or the MAC of somebody who is not registered.
    package var name: String
    /// Which of the article's three kinds it is (R12).
    package var conflict: ConflictKind
    /// The kind of the events: `address.stale` and the like.
    package var kind: String
    @ExplicitNull package var network: String?
    @ExplicitNull package var environment: String?
    @ExplicitNull package var machine: String?
    @ExplicitNull package var mac: MACAddress?
    @ExplicitNull package var address: IPv4Address?
    @ExplicitNull package var otherEnvironment: String?
    @ExplicitNull package var otherMachine: String?
    @ExplicitNull package var otherMAC: MACAddress?
    package var first: UTCTime
    package var last: UTCTime
    /// How many events there are of it: the same is written once in a while, not once a packet.
    package var count: Int
    @ExplicitNull package var detail: String?
}

/// `conflicts`: the evidence of conflicts since a moment, newest first.
package struct ListConflicts: Verb {
    package static let name = "conflicts"
    package static let kind = VerbKind.question

    /// `nil`: the last day.
    package var since: UTCTime?

    package static let defaultSeconds: Int64 = 86_400
    private static let limit = 10_000

    package init(since: UTCTime? = nil) {
        self.since = since
    }

    package func perform(in transaction: Transaction) throws -> [ConflictAnswer] {
        let since = since ?? transaction.now.adding(seconds: -Self.defaultSeconds)
        // SQLite takes the other columns from the row that has the maximum.
        return try Row.fetchAll(
            transaction.database,
            sql: """
                SELECT *, min(at) AS first, max(at) AS last, count(*) AS count FROM event
                WHERE conflict IS NOT NULL AND at >= ?
                GROUP BY kind, mac, address, other_mac ORDER BY last DESC, max(id) DESC LIMIT \(Self.limit)
                """, arguments: [since.rawValue * 1000]
        ).compactMap { row in
            guard let conflict = ConflictKind(rawValue: try row.value("conflict")) else { return nil }
            let environment: String? = try row.optional("environment")
            let machine: String? = try row.optional("machine")
            let mac: MACAddress? = try row.optional("mac")
            let host: String? = try row.optional("alias")
            let name = machine.flatMap { machine in environment.map { "\(machine).\($0)" } } ?? host
            return try ConflictAnswer(
                name: name ?? mac?.description ?? "", conflict: conflict, kind: row.value("kind"),
                network: row.optional("network"), environment: environment, machine: machine, mac: mac,
                address: row.optional("address"), otherEnvironment: row.optional("other_environment"),
                otherMachine: row.optional("other_machine"), otherMAC: row.optional("other_mac"),
                first: Self.time(row.value("first")), last: Self.time(row.value("last")), count: row.value("count"),
                detail: row.optional("detail"))
        }
    }

    private static func time(_ milliseconds: Int64) -> UTCTime {
        UTCTime(rawValue: milliseconds / 1000)
    }
}
