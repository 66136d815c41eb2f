internal import Glibc

/// Where a registry is, and what belongs beside it.
package struct RegistryFile: Hashable, Sendable {
    /// Absolute and without symbolic links: the lock and the socket lie beside the file itself, so that one registry has one
    /// owner by whatever name it is called.
    package let path: String

    package init(path: String) {
        self.path = Self.resolved(path)
    }

    /// The file that the path leads to; where there is none yet, the folder it will be in, resolved, and its name.
    private static func resolved(_ path: String) -> String {
        if let real = realPath(path) { return real }
        let slash = path.lastIndex(of: "/")
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let real = realPath(folder) else {
            return path.hasPrefix("/") ? path : workingDirectory + "/" + path
        }
        return real == "/" ? "/\(name)" : "\(real)/\(name)"
    }

    private static func realPath(_ path: String) -> String? {
        guard let buffer = realpath(path, nil) else { return nil }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// Locked by the owner, and only while there is one.
    package var lockPath: String { path + ".lock" }
    /// Where `serve` listens for verbs.
    package var socketPath: String { path + ".sock" }
    var walPath: String { path + "-wal" }
    var sharedMemoryPath: String { path + "-shm" }
    var journalPath: String { path + "-journal" }

    /// Whether there is a file.
    ///
    /// - Throws: if this user may not even know.
    package func exists() throws(RegistryError) -> Bool {
        guard access(path, F_OK) != 0 else { return true }
        guard errno != EACCES else { throw .file(.init(systemError: EACCES, path: path)) }
        return false
    }

    package var directory: String {
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
