internal import GRDB

/// What happened to an environment when its moment came.
struct ReachedDeadline: Codable, Hashable, Sendable {
    var environment: String
    var until: UTCTime
    /// Whether it is gone; else it is about to be.
    var hasExpired: Bool
}

/// What the server does when an environment's end is near, and when it is there. It is not asked for by name.
///
/// The environment is looked at again in the transaction: it may have been given more time a moment ago.
struct ReachDeadline: Verb {
    static let name = "env expire"
    static let kind = VerbKind.change

    var environment: EnvironmentID

    /// - Returns: `nil` if there is nothing to do.
    func perform(in transaction: Transaction) throws -> ReachedDeadline? {
        guard let record = try transaction.environment(environment), let until = record.until,
            record.isExpiring(at: transaction.now)
        else { return nil }
        let hasExpired = until <= transaction.now
        try transaction.record(
            Event(
                kind: hasExpired ? .environmentExpired : .environmentExpiring, environment: record.name,
                detail: "until \(until)"))
        if hasExpired {
            _ = try transaction.delete(record)
        } else {
            try transaction.database.execute(
                sql: "UPDATE environment SET warned = 1 WHERE id = ?", arguments: [record.id])
            transaction.touchAgenda()
        }
        return ReachedDeadline(environment: record.name, until: until, hasExpired: hasExpired)
    }
}
