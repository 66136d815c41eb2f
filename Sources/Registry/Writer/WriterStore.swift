internal import Addresses
internal import GRDB

/// The connection that writes, and whether it may be trusted.
final class WriterStore {
    private let connections: Connections
    private var queue: DatabaseQueue
    /// Let go of before the connection is closed.
    private var statements = PreparedStatements()
    /// The disk or the file failed: whether the last transaction is in the file is not known, so the file is opened and read
    /// again before anything else.
    private(set) var isBroken = false
    /// Something failed and nothing has succeeded since; so that a disk that stays full is one line in the log.
    private(set) var isFailing = false

    var path: String { connections.file.path }

    init(_ connections: Connections) throws(RegistryError) {
        self.connections = connections
        queue = try connections.writer()
    }

    /// Performs a transaction.
    ///
    /// - Throws: what `body` throws, or a `DatabaseError`. One that is not a constraint's marks the connection as broken.
    func write<Result>(_ body: (WriterDatabase) throws -> Result) throws -> Result {
        do {
            let result = try queue.performChange { try body(WriterDatabase($0, statements)) }
            isFailing = false
            return result
        } catch let error as DatabaseError where error.resultCode != .SQLITE_CONSTRAINT {
            isBroken = true
            throw error
        }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(RegistryError) -> Result {
        do {
            return try queue.read(body)
        } catch {
            isBroken = true
            throw RegistryError(error, path: path)
        }
    }

    /// Notes a failure.
    ///
    /// - Returns: whether it is the first since something succeeded.
    func beginFailing() -> Bool {
        defer { isFailing = true }
        return !isFailing
    }

    func reopen() throws(RegistryError) {
        close()
        queue = try connections.writer()
        isBroken = false
    }

    func close() {
        statements = PreparedStatements()
        try? queue.close()
    }
}

/// What one connection has prepared.
final class PreparedStatements {
    private var lease: LeaseStatements?

    func leaseStatements(_ database: Database) throws -> LeaseStatements {
        if let lease { return lease }
        let made = try LeaseStatements(database)
        lease = made
        return made
    }
}

/// A transaction of the writer's.
struct WriterDatabase {
    let database: Database
    private let prepared: PreparedStatements

    init(_ database: Database, _ prepared: PreparedStatements) {
        self.database = database
        self.prepared = prepared
    }

    func execute(_ changes: [LeaseChange], milliseconds: Int64) throws {
        let statements = try prepared.leaseStatements(database)
        for change in changes {
            try statements.execute(change, milliseconds: milliseconds)
        }
    }

    func store(_ serials: [DomainName: UInt32]) throws {
        guard !serials.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO zone_serial (apex, serial) VALUES (?, ?)
                ON CONFLICT (apex) DO UPDATE SET serial = excluded.serial
                """)
        for (apex, serial) in serials {
            try statement.execute(arguments: [apex, serial])
        }
    }

    func storedSerials() throws -> [DomainName: UInt32] {
        var serials: [DomainName: UInt32] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT apex, serial FROM zone_serial") {
            serials[try row.value("apex")] = UInt32(exactly: try row.value("serial") as Int64)
        }
        return serials
    }
}
