internal import GRDB

/// A copy of the registry, made by its owner beside it.
package struct BackupAnswer: Codable, Hashable, Sendable {
    /// Whoever asked takes it to where it is wanted, and away from here.
    package var copy: String
    package var bytes: Int
    /// The moment that the copy is of.
    package var taken: UTCTime
}

/// Makes a copy of the registry as it is now, while it is served.
///
/// A question: it reads beside the writer, and nothing waits for it. The copy lies beside the registry because the
/// owner may write nowhere else; a command carries it to where the person who asked may write.
package struct BackupRegistry: Verb {
    package static let name = "backup"
    package static let kind = VerbKind.question

    /// A copy that is older than this belongs to a command that was killed.
    private static let longestCarriage = 3600

    package init() {}

    package func perform(in transaction: Transaction) throws -> BackupAnswer {
        let registry = try transaction.path()
        RegistryCopy.sweep(of: registry, olderThan: Self.longestCarriage)
        let copy = RegistryCopy.temporaryPath(of: registry)
        let bytes = try RegistryCopy.make(of: transaction.database, at: copy)
        return BackupAnswer(copy: copy, bytes: bytes, taken: transaction.now)
    }
}

extension Transaction {
    /// Where the registry is.
    fileprivate func path() throws -> String {
        try String.fetchOne(database, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'") ?? ""
    }
}
