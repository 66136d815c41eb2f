internal import Foundation
internal import GRDB
internal import Glibc

/// Copies of a registry as it is at one moment, made by SQLite while others read and write it
/// (https://www.sqlite.org/backup.html).
enum RegistryCopy {
    /// Copies what the connection sees into a file of its own, which needs no journal beside it.
    ///
    /// In WAL mode a reader keeps nobody from writing. All pages are taken in one step, so the copy is of one moment.
    ///
    /// - Returns: the file's length.
    @discardableResult
    static func make(of source: Database, at path: String) throws -> Int {
        unlink(path)
        try FileRights.make(path)
        do {
            let copy = try DatabaseQueue(path: path)
            try copy.writeWithoutTransaction { target in
                try source.backup(to: target)
                // The pages say that they belong to a file with a WAL.
                try target.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        } catch {
            unlink(path)
            throw error
        }
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// A new name beside the registry for a copy that whoever asked for it takes away.
    static func temporaryPath(of registry: String) -> String {
        registry + infix + String(UInt64.random(in: .min ... .max), radix: 16)
    }

    /// Removes copies that nobody has taken away.
    static func sweep(of registry: String, olderThan seconds: Int) {
        let folder = registry.lastIndex(of: "/").map { String(registry[..<$0]) } ?? "."
        let prefix = registry.split(separator: "/").last.map(String.init) ?? registry
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "/" : folder)) ?? []
        for name in names where name.hasPrefix(prefix + infix) {
            var status = stat()
            let path = "\(folder)/\(name)"
            if stat(path, &status) == 0, status.st_mtim.tv_sec < time(nil) - seconds { unlink(path) }
        }
    }

    private static let infix = ".copy-"
}
