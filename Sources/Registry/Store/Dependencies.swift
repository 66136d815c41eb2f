internal import GRDB

/// What an environment depends on outside, in the database.
extension Transaction {
    /// The environment's dependencies, by name.
    func dependencies(of environment: EnvironmentID) throws -> [DependencySpecification] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM dependency WHERE environment = ? ORDER BY name", arguments: [environment]
        ).map { row in
            let kind: String = try row.value("kind")
            let host: String = try row.value("host")
            let port: UInt16? = try row.optional("port")
            guard let target = DependencyTarget(kind: kind, host: host, port: port) else {
                throw RegistryError.request(.refused(reason: "\"\(kind):\(host)\" is no dependency's place"))
            }
            return try DependencySpecification(name: row.value("name"), on: target, note: row.optional("note"))
        }
    }

    func insert(_ dependency: DependencySpecification, of environment: EnvironmentID) throws {
        try database.execute(
            sql: "INSERT INTO dependency (environment, name, kind, host, port, note) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                environment, dependency.name, dependency.on.kind, dependency.on.host, dependency.on.port,
                dependency.note,
            ])
    }

    func deleteDependency(_ name: String, of environment: EnvironmentID) throws {
        try database.execute(
            sql: "DELETE FROM dependency WHERE environment = ? AND name = ?", arguments: [environment, name])
    }

    /// Gives a clone what its origin depends on: both use the same thing outside.
    func copyDependencies(from origin: EnvironmentID, to clone: EnvironmentID) throws {
        try database.execute(
            sql: """
                INSERT INTO dependency (environment, name, kind, host, port, note)
                SELECT ?, name, kind, host, port, note FROM dependency WHERE environment = ?
                """, arguments: [clone, origin])
    }
}
