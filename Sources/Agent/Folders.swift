internal import Glibc

/// Folders: making the ones that are missing, and taking away those that were made.
enum Folders {
    /// The folders on the way to a file that are not there, the outermost first.
    static func missing(for path: String, in root: Root) -> [String] {
        var missing: [String] = []
        var way = ""
        for part in path.split(separator: "/").dropLast() {
            way += "/\(part)"
            if !root.exists(way) { missing.append(way) }
        }
        return missing
    }

    static func make(_ folder: String, mode: mode_t = 0o755, in root: Root) throws(AgentProblem) {
        let path = root.path(folder)
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw .system(action: "make the folder", path: path, code: errno)
        }
        try sync(parent(of: path))
    }

    /// Takes the folder away if nothing is in it.
    static func removeEmpty(_ folder: String, in root: Root) {
        rmdir(root.path(folder))
    }

    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

    /// Makes the names in a folder survive a power cut.
    static func sync(_ folder: String) throws(AgentProblem) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(action: "open", path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw .system(action: "write", path: folder, code: errno)
        }
    }
}
