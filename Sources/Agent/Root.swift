internal import Glibc

/// Where the guest's files are: this machine, or below a folder.
struct Root {
    /// Empty for this machine.
    let folder: String

    var isThisMachine: Bool { folder.isEmpty }

    init(_ folder: String?) throws(AgentProblem) {
        guard let folder else {
            self.folder = ""
            return
        }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .noRoot(path: folder) }
        self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    /// - Parameter path: absolute, as the guest sees it.
    func path(_ path: String) -> String { folder + path }

    /// Refuses a way that leads through a symbolic link: in the guest it leads to a place in the guest, from here to one
    /// of ours.
    func checkStaysInside(_ path: String) throws(AgentProblem) {
        guard !isThisMachine else { return }
        var way = folder
        for part in path.split(separator: "/") {
            way += "/\(part)"
            var status = stat()
            guard lstat(way, &status) == 0 else { return }
            if status.st_mode & S_IFMT == S_IFLNK { throw .symbolicLink(path: way) }
        }
    }

    func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(self.path(path), &status) == 0
    }
}
