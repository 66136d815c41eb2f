internal import GRDB

/// Forgets history that is older than it is to be kept, a little each second in which there is nothing else to do.
///
/// What goes is evidence, and leases that began and ended. What stays for ever is what came and went by hand (networks,
/// environments, machines, hosts, snapshots), which is little; and of each MAC and each address the last that was known
/// of its lease at that age, so that `whois --at` has an answer for every moment since.
struct HistorySweep {
    /// Seconds; `nil`: everything is kept.
    let keepSeconds: Int64?
    /// The last event that was looked at.
    private var position: Int64 = 0
    private var restsUntil: Int64

    /// 400 days: what happened at the same time last year is still known.
    static let defaultKeepSeconds: Int64 = 400 * 86_400
    /// How many events are looked at in one transaction, which takes some milliseconds.
    static let batch = 500
    /// Between two walks through what is old.
    private static let restSeconds: Int64 = 3600
    /// After a start there is enough to do.
    private static let firstRestSeconds: Int64 = 60

    init(keepSeconds: Int64?, at now: Int64) {
        self.keepSeconds = keepSeconds
        restsUntil = now + Self.firstRestSeconds
    }

    func isDue(at now: Int64) -> Bool {
        keepSeconds != nil && now >= restsUntil
    }

    /// - Returns: how many events were forgotten.
    mutating func step(in database: Database, at now: Int64) throws -> Int {
        guard let keepSeconds else { return 0 }
        let cutoff = (now - keepSeconds) * 1000
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT id, at, kind, mac, address FROM event WHERE id > ? ORDER BY id LIMIT \(Self.batch)",
            arguments: [position])
        var forgotten = 0
        let delete = try database.cachedStatement(sql: "DELETE FROM event WHERE id = ?")
        for row in rows {
            // Ids grow with time: what follows is younger.
            guard (row["at"] as Int64) < cutoff else { return pause(forgotten, at: now) }
            position = row["id"]
            guard try Self.isForgettable(row, before: cutoff, in: database) else { continue }
            try delete.execute(arguments: [position])
            try forgetTie(of: row, in: database)
            forgotten += 1
        }
        return rows.count < Self.batch ? pause(forgotten, at: now) : forgotten
    }

    private mutating func pause(_ forgotten: Int, at now: Int64) -> Int {
        position = 0
        restsUntil = now + Self.restSeconds
        return forgotten
    }

    /// A tie is remembered as long as it is there or an event tells of it.
    private func forgetTie(of row: Row, in database: Database) throws {
        let mac: Int64? = row["mac"]
        let address: Int64? = row["address"]
        guard let mac, let address else { return }
        let forget = try database.cachedStatement(
            sql: """
                DELETE FROM past_tie WHERE address = ?1 AND mac = ?2 AND NOT EXISTS (
                    SELECT 1 FROM event WHERE mac = ?2 AND address = ?1 AND \(EventSelection.isOfLease)
                ) AND NOT EXISTS (SELECT 1 FROM lease WHERE mac = ?2 AND address = ?1)
                """)
        try forget.execute(arguments: [address, mac])
    }

    private static func isForgettable(_ row: Row, before cutoff: Int64, in database: Database) throws -> Bool {
        let kind: String = row["kind"]
        guard kind == EventKind.leaseEnded.rawValue || LeaseEvent.Kind(rawValue: kind) != nil else { return false }
        guard leaseKinds.contains(kind) else { return true }
        let (mac, address): (Int64?, Int64?) = (row["mac"], row["address"])
        return try [mac.map { .anything(of: $0) }, address.map { .leases(at: $0) }].compactMap(\.self).allSatisfy {
            try isKnownLater($0, after: row["id"], before: cutoff, in: database)
        }
    }

    /// Whether a later lease, old enough itself, tells what was last known of it.
    private static func isKnownLater(
        _ selection: EventSelection, after id: Int64, before cutoff: Int64, in database: Database
    ) throws -> Bool {
        let later = selection.and("id > ? AND at < ? AND kind IN (\(kindList))", [id, cutoff])
        return try Bool.fetchOne(
            database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM event WHERE \(later.condition))"),
            arguments: later.arguments) ?? false
    }

    /// Beginnings and ends of leases: what `whois --at` goes by.
    private static let leaseKinds = Past.leaseEvents
    private static let kindList = leaseKinds.map { "'\($0)'" }.joined(separator: ", ")
}
