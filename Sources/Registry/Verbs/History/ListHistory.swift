internal import Addresses
internal import GRDB

/// `history`: what happened to an environment, a machine, a host, an alias, an address or a MAC, oldest first.
package struct ListHistory: Verb {
    package static let name = "history"
    package static let kind = VerbKind.question

    package var subject: WhoIsSubject
    /// `nil`: from the beginning.
    package var since: UTCTime?
    /// The last second that counts; `nil`: now.
    package var until: UTCTime?
    /// The newest so many events.
    package var limit: Int

    package static let defaultLimit = 1000
    private static let limits = 1...100_000

    package init(
        subject: WhoIsSubject, since: UTCTime? = nil, until: UTCTime? = nil, limit: Int = defaultLimit
    ) {
        self.subject = subject
        self.since = since
        self.until = until
        self.limit = limit
    }

    package func perform(in transaction: Transaction) throws -> [EventAnswer] {
        let limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
        let times: StatementArguments = [
            since.map { $0.rawValue * 1000 } ?? .min, until.map { $0.adding(seconds: 1).rawValue * 1000 } ?? .max,
        ]
        var isKnown = false
        var found: [Int64: EventAnswer] = [:]
        for selection in try selections(in: transaction) {
            let rows = try transaction.eventRows(
                "\(selection.condition) AND at >= ? AND at < ?", selection.arguments + times, limit: limit)
            for row in rows { found[row.id] = row.answer }
            isKnown =
                try isKnown || !rows.isEmpty
                || !transaction.eventRows(selection.condition, selection.arguments, limit: 1).isEmpty
        }
        guard isKnown else { throw RegistryError.lookup(.noEvents(text: subject.text)) }
        return found.sorted { $0.key < $1.key }.suffix(limit).map(\.value)
    }

    /// Conditions, each of which an index answers in the order of time; together they are all of it.
    private struct Selection {
        var condition: String
        var arguments: StatementArguments
    }

    private func selections(in transaction: Transaction) throws -> [Selection] {
        switch subject {
        case .address(let address):
            return [
                Selection(condition: "address = ?", arguments: [address]),
                Selection(condition: "private_address = ?", arguments: [address]),
            ]
        case .mac(let mac):
            return [
                Selection(condition: "mac = ?", arguments: [mac]),
                Selection(condition: "other_mac = ?", arguments: [mac]),
                Selection(condition: "private_mac = ?", arguments: [mac]),
            ]
        case .name(let name):
            return try selections(named: name, in: transaction)
        }
    }

    private func selections(named name: String, in transaction: Transaction) throws -> [Selection] {
        let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard let first = labels.first else { return [] }
        // An alias, or a host; with or without the domain.
        let alias = Selection(condition: "alias = ?", arguments: [first])
        if try !transaction.eventRows(alias.condition, alias.arguments, limit: 1).isEmpty { return [alias] }
        let newest = try Int64.fetchOne(transaction.database, sql: "SELECT max(id) FROM event") ?? 0
        let environment = labels.count == 1 ? first : labels[1]
        // By the name that it has now; and by those that it had before.
        let last = try transaction.name(ofEnvironment: environment, since: lastBegin(of: environment, transaction))
        var names = try transaction.names(ofEnvironment: last, until: newest)
        // Whoever else was called so once.
        names.append(EnvironmentName(name: environment, after: 0, through: newest))
        let machine: (own: String, other: String, argument: StatementArguments) =
            labels.count == 1 ? ("", "", []) : (" AND machine = ?", " AND other_machine = ?", [first])
        return names.flatMap { name in
            let arguments: StatementArguments = [name.name, name.after, name.through]
            return [
                Selection(
                    condition: "environment = ? AND id > ? AND id <= ?\(machine.own)",
                    arguments: arguments + machine.argument),
                Selection(
                    condition: "other_environment = ? AND id > ? AND id <= ?\(machine.other)",
                    arguments: arguments + machine.argument),
            ]
        }
    }

    /// The event with which the last environment of that name began to have it.
    private func lastBegin(of name: String, _ transaction: Transaction) throws -> Int64 {
        let newest = try Int64.fetchOne(transaction.database, sql: "SELECT max(id) FROM event") ?? 0
        return try transaction.names(ofEnvironment: name, until: newest).first?.after ?? 0
    }
}
