internal import GRDB
internal import GRDBSQLite

/// A prepared statement whose values are bound as they are.
///
/// GRDB boxes each value, and tells observers that the writing connection does not have. That costs more than writing a
/// lease does, and leases are written by the ten thousand; everything else goes GRDB's way.
struct BoundStatement {
    private let statement: Statement

    init(_ statement: Statement) {
        self.statement = statement
    }

    /// - Parameter index: from 1 on, as SQLite counts.
    func bind(_ value: Int64, at index: Int32) {
        sqlite3_bind_int64(statement.sqliteStatement, index, value)
    }

    func bind(_ value: Int64?, at index: Int32) {
        if let value { bind(value, at: index) } else { sqlite3_bind_null(statement.sqliteStatement, index) }
    }

    /// SQLite keeps a copy.
    func bind(_ octets: [UInt8]?, at index: Int32) {
        let handle = statement.sqliteStatement
        guard let octets else {
            sqlite3_bind_null(handle, index)
            return
        }
        guard !octets.isEmpty else {
            sqlite3_bind_zeroblob(handle, index, 0)
            return
        }
        // Unsafe: SQLite takes an address and a length, and copies what is there before the call returns.
        octets.withUnsafeBytes { bytes in
            _ = sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(clamping: bytes.count), Self.transient)
        }
    }

    /// What SQLITE_TRANSIENT is, which Swift cannot import.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Executes the statement, which returns no rows.
    ///
    /// - Throws: `DatabaseError`, as GRDB would.
    func execute() throws {
        let handle = statement.sqliteStatement
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw statement.error(code) }
    }
}

extension Statement {
    /// What a step that ended with the code has to throw: the same as GRDB would.
    func error(_ code: Int32) -> DatabaseError {
        let message = sqlite3_db_handle(sqliteStatement).flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
}
