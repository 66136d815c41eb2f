internal import Addresses
internal import GRDB

extension Transaction {
    /// Evidence since a moment: one line for each kind, pair and address, newest first.
    ///
    /// - Parameter environment: only what concerns it, by the names it had when it was seen.
    func evidence(since: UTCTime, of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        var condition = "conflict IS NOT NULL AND at >= ?"
        var arguments: StatementArguments = [since.rawValue * 1000]
        if let environment {
            let newest = try Int64.fetchOne(database, sql: "SELECT max(id) FROM event") ?? 0
            let names = try names(ofEnvironment: environment.name, until: newest)
            let pieces = names.map { _ in "id > ? AND id <= ? AND (environment = ? OR other_environment = ?)" }
            condition += " AND (\(pieces.joined(separator: " OR ")))"
            for name in names { arguments += [name.after, name.through, name.name, name.name] }
        }
        // SQLite takes the other columns from the row that has the maximum.
        return try Row.fetchAll(
            database,
            sql: """
                SELECT *, min(at) AS first, max(at) AS last, count(*) AS count FROM event
                WHERE \(condition)
                GROUP BY kind, mac, address, other_mac ORDER BY last DESC, max(id) DESC LIMIT \(ListConflicts.limit)
                """, arguments: arguments
        ).compactMap(conflict)
    }

    private func conflict(_ row: Row) throws -> ConflictAnswer? {
        guard let conflict = ConflictKind(rawValue: try row.value("conflict")) else { return nil }
        let environment: String? = try row.optional("environment")
        let machine: String? = try row.optional("machine")
        let mac: MACAddress? = try row.optional("mac")
        let host: String? = try row.optional("alias")
        let other: String? = try row.optional("other_environment")
        let name = machine.flatMap { machine in environment.map { "\(machine).\($0)" } } ?? host
        let kind: String = try row.value("kind")
        return try ConflictAnswer(
            name: name ?? mac?.description ?? "", conflict: conflict, kind: kind,
            severity: LeaseEvent.Kind(rawValue: kind)?.severity ?? .warning,
            source: LeaseEvent.Kind(rawValue: kind)?.conflict == .name ? .name : .lease, predicted: false,
            network: row.optional("network"), environment: environment, machine: machine, mac: mac,
            address: row.optional("address"), otherEnvironment: other, otherMachine: row.optional("other_machine"),
            otherMAC: row.optional("other_mac"),
            environments: [environment, other == environment ? nil : other].compactMap { $0 },
            first: Self.time(row.value("first")), last: Self.time(row.value("last")), count: row.value("count"),
            detail: row.optional("detail"))
    }

    private static func time(_ milliseconds: Int64) -> UTCTime {
        UTCTime(rawValue: milliseconds / 1000)
    }
}

extension LeaseEvent.Kind {
    /// How much evidence of this kind matters.
    var severity: ConflictSeverity {
        switch self {
        case .duplicateMAC, .privateMAC: .critical
        // Names and addresses come from the registry alone, so these disturb nobody here.
        case .requestRefused, .sharedIdentifier, .sharedName, .updateRefused: .info
        default: .warning
        }
    }
}
