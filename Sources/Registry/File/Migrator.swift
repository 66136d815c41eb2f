internal import GRDB
internal import Migrations

/// Brings a registry's schema up to what this version knows.
struct Migrator {
    private let migrator: DatabaseMigrator

    init() {
        var migrator = DatabaseMigrator()
        for migration in Migration.all {
            migrator.registerMigration(migration.name) { database in
                try database.execute(sql: migration.sql)
            }
        }
        self.migrator = migrator
    }

    /// Refuses a file that a newer version has changed: what it means is not known here.
    func refuseNewer(_ database: Database, path: String) throws {
        let known = Set(Migration.all.map(\.name))
        let unknown = try migrator.appliedIdentifiers(database).subtracting(known)
        guard unknown.isEmpty else { throw RegistryError.file(.newer(path: path, migrations: unknown.sorted())) }
    }

    /// The first step that the file has yet to take; `nil` if it has taken all.
    func next(_ database: Database) throws -> String? {
        let applied = try Set(migrator.appliedIdentifiers(database))
        return Migration.all.map(\.name).first { !applied.contains($0) }
    }

    func isComplete(_ database: Database) throws -> Bool {
        try migrator.hasCompletedMigrations(database)
    }

    func migrate(_ queue: DatabaseQueue) throws {
        try migrator.migrate(queue)
    }
}
