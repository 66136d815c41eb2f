internal import GRDB

extension DatabaseQueue {
    /// One immediate transaction: it either waits for the write lock before it reads, or does not begin.
    func performChange<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try writeWithoutTransaction { database in
            try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
            do {
                let result = try body(database)
                try database.cachedStatement(sql: "COMMIT").execute()
                return result
            } catch {
                // Some errors have rolled back already (https://www.sqlite.org/lang_transaction.html §3).
                if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                throw error
            }
        }
    }
}
