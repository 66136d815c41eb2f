internal import Glibc

/// Where a registry is, and what belongs beside it.
package struct RegistryFile: Hashable, Sendable {
    /// Absolute, so that it means the same after the process changes its directory.
    package let path: String

    package init(path: String) {
        self.path = path.hasPrefix("/") ? path : Self.workingDirectory + "/" + path
    }

    /// Locked by the owner, and only while there is one.
    package var lockPath: String { path + ".lock" }
    /// Where `serve` listens for verbs.
    package var socketPath: String { path + ".sock" }
    var walPath: String { path + "-wal" }
    var sharedMemoryPath: String { path + "-shm" }
    var journalPath: String { path + "-journal" }

    package var exists: Bool { access(path, F_OK) == 0 }

    var directory: String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    private static var workingDirectory: String {
        guard let buffer = getcwd(nil, 0) else { return "." }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// Takes away everything that creating the registry has left; called by whoever holds the lock.
    func removeAll() {
        for path in [path, walPath, sharedMemoryPath, journalPath] {
            unlink(path)
        }
    }
}
