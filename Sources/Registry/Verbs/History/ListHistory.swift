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
        let selections = try selections(in: transaction)
        let since = since.map { $0.rawValue * 1000 } ?? .min
        let until = until.map { $0.adding(seconds: 1).rawValue * 1000 } ?? .max
        let events = try transaction.events(
            selections.map { $0.and("at >= ? AND at < ?", [since, until]) }, limit: limit)
        // Nothing in that time is an answer; nothing ever is none.
        guard try !events.isEmpty || !transaction.events(selections, limit: 1).isEmpty else {
            throw RegistryError.lookup(.noEvents(text: subject.text))
        }
        return events.reversed().map(\.answer)
    }

    /// Together they are all of it.
    private func selections(in transaction: Transaction) throws -> [EventSelection] {
        switch subject {
        case .address(let address):
            return [
                .leases(at: address), .others(at: address),
                EventSelection(condition: "private_address = ?", arguments: [address]),
            ]
        case .mac(let mac):
            return [
                .anything(of: mac), EventSelection(condition: "other_mac = ?", arguments: [mac]),
                EventSelection(condition: "private_mac = ?", arguments: [mac]),
            ]
        case .name(let name):
            return try selections(named: name, in: transaction)
        }
    }

    private func selections(named name: String, in transaction: Transaction) throws -> [EventSelection] {
        let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard let first = labels.first else { return [] }
        // An alias, or a host; with or without the domain.
        let ofAlias: [EventSelection] = [.leases(ofAlias: first), .others(ofAlias: first)]
        if try !transaction.events(ofAlias, limit: 1).isEmpty { return ofAlias }
        let newest = try Int64.fetchOne(transaction.database, sql: "SELECT max(id) FROM event") ?? 0
        let environment = labels.count == 1 ? first : labels[1]
        // By the name that it has now; and by those that it had before.
        let last = try transaction.name(ofEnvironment: environment, since: lastBegin(of: environment, transaction))
        var names = try transaction.names(ofEnvironment: last, until: newest)
        // Whoever else was called so once.
        names.append(EnvironmentName(name: environment, after: 0, through: newest))
        let machine = labels.count == 1 ? nil : first
        let macs = try transaction.macs(ofEnvironments: names, machine: machine)
        return names.flatMap { name in
            [
                .leases(ofEnvironment: name, machine: machine, macs: macs),
                .others(ofEnvironment: name, machine: machine),
                .otherSide(ofEnvironment: name, machine: machine),
            ]
        }
    }

    /// The event with which the last environment of that name began to have it.
    private func lastBegin(of name: String, _ transaction: Transaction) throws -> Int64 {
        let newest = try Int64.fetchOne(transaction.database, sql: "SELECT max(id) FROM event") ?? 0
        return try transaction.names(ofEnvironment: name, until: newest).first?.after ?? 0
    }
}
