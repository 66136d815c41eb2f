internal import GRDB

/// What is said of environments, in the database.
extension Transaction {
    /// Makes the changes.
    ///
    /// - Returns: the environment as it is then.
    func apply(_ edits: EnvironmentEdits?, to environment: EnvironmentRecord) throws -> EnvironmentRecord {
        guard let edits, !edits.isEmpty else { return environment }
        var record = environment
        record.owner = edits.owner.applied(to: record.owner)
        record.description = edits.description.applied(to: record.description)
        if case .set(let text) = edits.owner { _ = try EnvironmentRules.check(text, .owner) }
        if case .set(let text) = edits.description { _ = try EnvironmentRules.check(text, .description) }
        for tag in edits.tags { try apply(tag, to: record.id) }
        guard try count("environment_tag WHERE environment = ?", [record.id]) <= EnvironmentRules.tagLimit else {
            throw RegistryError.environment(
                .tooManyTags(environment: record.name, limit: EnvironmentRules.tagLimit))
        }
        switch edits.until {
        case .keep: break
        case .clear:
            record.until = nil
            record.warnFrom = nil
        case .set(let deadline):
            let until = deadline.moment(from: now)
            guard until > now else {
                throw RegistryError.environment(.untilPast(until, now: now, environment: record.name))
            }
            record.until = until
            record.warnFrom = Expiry.warningBegins(until: until, given: now)
        }
        try database.execute(
            sql: """
                UPDATE environment SET owner = ?, description = ?, until = ?, warn_from = ?,
                    warned = CASE WHEN ? THEN warned ELSE 0 END
                WHERE id = ?
                """,
            arguments: [
                record.owner, record.description, record.until, record.warnFrom, edits.until == .keep, record.id,
            ])
        touchAgenda()
        return record
    }

    private func apply(_ tag: TagEdit, to environment: EnvironmentID) throws {
        let name = try EnvironmentRules.check(tag.name, .tagName)
        guard let value = tag.value else {
            return try database.execute(
                sql: "DELETE FROM environment_tag WHERE environment = ? AND name = ?", arguments: [environment, name])
        }
        try database.execute(
            sql: """
                INSERT INTO environment_tag (environment, name, value) VALUES (?, ?, ?)
                ON CONFLICT (environment, name) DO UPDATE SET name = excluded.name, value = excluded.value
                """, arguments: [environment, name, EnvironmentRules.check(value, .tagValue)])
    }

    func tags(of environment: EnvironmentID) throws -> [String: String] {
        try tags("WHERE environment = ?", [environment])[environment] ?? [:]
    }

    /// The tags of many environments.
    func tags(
        _ condition: String = "", _ arguments: StatementArguments = []
    ) throws -> [EnvironmentID: [String: String]] {
        var tags: [EnvironmentID: [String: String]] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT environment, name, value FROM environment_tag \(condition)", arguments: arguments)
        while let row = try rows.next() {
            tags[EnvironmentID(rawValue: row[0]), default: [:]][row[1]] = row[2]
        }
        return tags
    }
}
