internal import Addresses
internal import GRDB

/// Environments in the database.
extension Transaction {
    func environment(named name: String) throws -> EnvironmentRecord {
        let row = try Row.fetchOne(database, sql: "SELECT * FROM environment WHERE name = ?", arguments: [name])
        guard let row else {
            throw RegistryError.name(
                .unknown(.environment, name: name, environment: nil, known: try known(in: "environment")))
        }
        return try environment(row)
    }

    func environment(_ id: EnvironmentID) throws -> EnvironmentRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM environment WHERE id = ?", arguments: [id]).map(environment)
    }

    /// Every environment, by name.
    func environments() throws -> [EnvironmentRecord] {
        try Row.fetchAll(database, sql: "SELECT * FROM environment ORDER BY name").map(environment)
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

    func environment(_ row: Row) throws -> EnvironmentRecord {
        let origin: String? = try row.optional("origin_name")
        let snapshot: String? = try row.optional("origin_snapshot")
        return try EnvironmentRecord(
            id: row.value("id"), name: row.value("name"), network: row.value("network"),
            isolation: row.value("isolation"),
            origin: origin.map { EnvironmentOrigin(environment: $0, snapshot: snapshot) },
            created: row.value("created"), owner: row.optional("owner"), description: row.optional("description"),
            until: row.optional("until"), warnFrom: row.optional("warn_from"))
    }
}
