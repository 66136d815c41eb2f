internal import GRDB
internal import GRDBSQLite

/// The rows of a query, read column by column as SQLite has them.
///
/// GRDB asks for each value's type and keeps each row alive. For a table of a million rows that somebody waits for, that
/// is a good part of the time; everything else goes GRDB's way. What is of another type than the schema says is read as
/// SQLite converts it, and is then no value of the field.
struct BulkRows {
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ database: Database, sql: String, arguments: StatementArguments = []) throws {
        statement = try database.makeStatement(sql: sql)
        try statement.setArguments(arguments)
        handle = statement.sqliteStatement
    }

    /// Goes to the next row; to the first one, the first time.
    ///
    /// - Returns: whether there is one.
    /// - Throws: `DatabaseError`, as GRDB would.
    func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw statement.error(code) }
        return false
    }

    /// - Parameter column: from 0 on, as SQLite counts.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// - Parameter body: is given the text as it is; `nil` where there is none.
    func withText<Result>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>?) -> Result) -> Result {
        // Unsafe: what SQLite shows is there until the row is left.
        guard let octets = sqlite3_column_text(handle, column) else { return body(nil) }
        return body(UnsafeBufferPointer(start: octets, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// - Parameter body: is given the blob as it is; `nil` where there is none.
    func withOctets<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        guard !isNull(column) else { return body(nil) }
        let start = sqlite3_column_blob(handle, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// Empty where there is none.
    func text(_ column: Int32) -> String { textIfAny(column) ?? "" }

    func textIfAny(_ column: Int32) -> String? {
        withText(column) { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    /// A blob; `nil` where there is none.
    func octets(_ column: Int32) -> [UInt8]? {
        withOctets(column) { $0.map { Array($0) } }
    }
}
