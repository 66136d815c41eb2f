internal import GRDB
internal import Glibc

/// Opens connections to a registry's file, set up so that a commit is a promise.
struct Connections {
    let file: RegistryFile

    /// Pages of 4 KiB that a writing connection keeps, in KiB. Enough for the inner pages of a million rows, and small
    /// beside what the name server holds.
    private static let cacheKiB = 8192
    /// How long the write-ahead log grows before it is brought into the file, in pages: 32 MiB, eight times SQLite's
    /// own. Leases that begin in no order touch the same pages again and again, and each is written once a checkpoint.
    /// A server that was killed reads it all when it starts, which takes a tenth of a second.
    private static let checkpointPages = 8192
    /// Readers that may look at the file at once while `serve` writes it.
    private static let readerCount = 4

    /// The one connection that writes. The file is made, or brought up to date, if need be.
    ///
    /// The schema is made before the file is switched to WAL, so that from its first commit on the file's own header says
    /// that it is a registry.
    func writer() throws(RegistryError) -> DatabaseQueue {
        let inspection = try FileInspection(of: file)
        guard !inspection.isReadOnly else { throw .file(.readOnly(path: file.path)) }
        if inspection.content == .nothing { try FileRights.make(file.path) }
        do {
            let queue = try DatabaseQueue(path: file.path, configuration: Self.configuration)
            try queue.writeWithoutTransaction { database in
                try checkIdentity(database, isNew: inspection.content == .nothing)
                try database.execute(sql: "PRAGMA cache_size = -\(Self.cacheKiB)")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
                if inspection.content != .nothing { try backUpBeforeMigration(database) }
            }
            try Migrator().migrate(queue)
            try queue.writeWithoutTransaction(makeDurable)
            return queue
        } catch {
            throw RegistryError(error, path: file.path)
        }
    }

    /// Connections for questions, beside a writer in the same process.
    func readers() throws(RegistryError) -> DatabasePool {
        var configuration = Self.configuration
        configuration.readonly = true
        configuration.maximumReaderCount = Self.readerCount
        do {
            return try DatabasePool(path: file.path, configuration: configuration)
        } catch {
            throw RegistryError(error, path: file.path)
        }
    }

    /// A connection for one question about a file that must not be written to.
    ///
    /// A read-only file has no journal to be read with it, so SQLite is told that it will not change and makes no files
    /// beside it.
    func immutable() throws(RegistryError) -> DatabaseQueue {
        var configuration = Self.configuration
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: immutablePath, configuration: configuration)
            try queue.read { database in
                try checkIdentity(database, isNew: false)
                guard try Migrator().isComplete(database) else { throw RegistryError.file(.readOnly(path: file.path)) }
            }
            return queue
        } catch {
            throw RegistryError(error, path: file.path)
        }
    }

    private var immutablePath: String {
        var escaped = ""
        for octet in file.path.utf8 {
            switch octet {
            case UInt8(ascii: "%"): escaped += "%25"
            case UInt8(ascii: "?"): escaped += "%3f"
            case UInt8(ascii: "#"): escaped += "%23"
            default: escaped.unicodeScalars.append(Unicode.Scalar(octet))
            }
        }
        return "file:\(escaped)?immutable=1"
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        // Nobody else writes. What could make us wait is a person with a SQLite shell.
        configuration.busyMode = .timeout(10)
        configuration.label = "registry"
        return configuration
    }

    /// Steps of the schema are never taken back, so what the file was before them is kept beside it.
    private func backUpBeforeMigration(_ database: Database) throws {
        guard let next = try Migrator().next(database) else { return }
        let backup = "\(file.path).before-\(next)"
        let partial = RegistryCopy.temporaryPath(of: file.path)
        try RegistryCopy.make(of: database, at: partial)
        guard rename(partial, backup) == 0 else {
            throw RegistryError.file(.init(systemError: errno, path: backup))
        }
    }

    private func checkIdentity(_ database: Database, isNew: Bool) throws {
        let id = try Int64.fetchOne(database, sql: "PRAGMA application_id")
        guard id == Int64(FileInspection.applicationID) || isNew && id == 0 else {
            throw RegistryError.file(.notRegistry(path: file.path))
        }
        try Migrator().refuseNewer(database, path: file.path)
    }

    /// Sets what makes a commit survive a power cut, and reads it back: GRDB and SQLite's build have other defaults, and a
    /// file system may refuse WAL.
    private func makeDurable(_ database: Database) throws {
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") ?? ""
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
        let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys") ?? 0
        guard journal.lowercased() == "wal" else {
            throw RegistryError.file(.notDurable(path: file.path, setting: "journal_mode = \(journal)"))
        }
        guard synchronous >= 2 else {
            throw RegistryError.file(.notDurable(path: file.path, setting: "synchronous = \(synchronous)"))
        }
        guard foreignKeys == 1 else {
            throw RegistryError.file(.notDurable(path: file.path, setting: "foreign_keys = \(foreignKeys)"))
        }
    }
}
