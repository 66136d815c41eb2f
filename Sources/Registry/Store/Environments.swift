internal import Addresses
internal import GRDB

/// Environments in the database.
extension Transaction {
    func environment(named name: String) throws -> EnvironmentRecord {
        guard let found = try environments("WHERE name = ?", [name]).first else {
            throw RegistryError.name(
                .unknown(.environment, name: name, environment: nil, known: try known(in: "environment")))
        }
        return found
    }

    func environment(_ id: EnvironmentID) throws -> EnvironmentRecord? {
        try environments("WHERE id = ?", [id]).first
    }

    /// Environments by name: every one, or those of a condition.
    func environments(
        _ condition: String = "", _ arguments: StatementArguments = []
    ) throws -> [EnvironmentRecord] {
        // By position: a list has ten thousand.
        let rows = try BulkRows(
            database,
            sql: """
                SELECT id, name, network, isolation, origin_name, origin_snapshot, created, owner, description, until,
                    warn_from
                FROM environment \(condition) ORDER BY name
                """, arguments: arguments)
        var environments: [EnvironmentRecord] = []
        while try rows.next() { environments.append(try environment(rows)) }
        return environments
    }

    private func environment(_ rows: BulkRows) throws -> EnvironmentRecord {
        guard let isolation = Isolation(rawValue: rows.text(3)) else {
            throw DatabaseError(
                resultCode: .SQLITE_MISMATCH, message: "environment \(rows.integer(0)) has no isolation that there is")
        }
        func time(_ column: Int32) -> UTCTime? {
            rows.isNull(column) ? nil : UTCTime(rawValue: rows.integer(column))
        }
        return EnvironmentRecord(
            id: EnvironmentID(rawValue: rows.integer(0)), name: rows.text(1),
            network: NetworkID(rawValue: rows.integer(2)), isolation: isolation,
            origin: rows.textIfAny(4).map { EnvironmentOrigin(environment: $0, snapshot: rows.textIfAny(5)) },
            created: UTCTime(rawValue: rows.integer(6)), owner: rows.textIfAny(7), description: rows.textIfAny(8),
            until: time(9), warnFrom: time(10))
    }

    /// The name, if it is a label and nobody's; `except` is the environment that may have it already.
    func checkFree(environment name: String, except id: EnvironmentID? = nil) throws -> String {
        let name = try Names.checkLabel(name, .environment)
        let row = try Row.fetchOne(database, sql: "SELECT id, name FROM environment WHERE name = ?", arguments: [name])
        if let row, try row.value("id") != id {
            throw RegistryError.name(.taken(.environment, name: try row.value("name"), environment: nil))
        }
        if let host = try hosts(where: "name = ?", [name]).first {
            throw RegistryError.name(.taken(.host, name: host.name, environment: nil))
        }
        return name
    }

    /// The name, if it is a label and neither a host's nor an environment's: `NAME.<domain>` is one of them only, on
    /// whatever networks they are, since a network's domain may change.
    func checkFree(host name: String) throws -> String {
        let name = try Names.checkLabel(name, .host)
        guard !AliasName.isLike(name) else { throw RegistryError.host(.aliasName(name)) }
        if let host = try hosts(where: "name = ?", [name]).first {
            throw RegistryError.name(.taken(.host, name: host.name, environment: nil))
        }
        let environment = try String.fetchOne(
            database, sql: "SELECT name FROM environment WHERE name = ?", arguments: [name])
        if let environment {
            throw RegistryError.name(.taken(.environment, name: environment, environment: nil))
        }
        return name
    }

    func insertEnvironment(
        named name: String, on network: NetworkID, isolation: Isolation = .dualInterface,
        from origin: (id: EnvironmentID, EnvironmentOrigin)? = nil
    ) throws -> EnvironmentRecord {
        try database.execute(
            sql: """
                INSERT INTO environment (name, network, isolation, origin, origin_name, origin_snapshot, created)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                name, network, isolation, origin?.id, origin?.1.environment, origin?.1.snapshot, now,
            ])
        return EnvironmentRecord(
            id: EnvironmentID(rawValue: database.lastInsertedRowID), name: name, network: network,
            isolation: isolation, origin: origin?.1, created: now)
    }
}
