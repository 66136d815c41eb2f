internal import Glibc

/// The folder with the journal and with copies of what was there before.
final class JournalFolder {
    static let path = "/var/lib/namesake-agent"
    private static let journal = "\(path)/journal.json"

    let root: Root
    /// Folders that were made for this one.
    let made: [String]
    private let descriptor: Int32

    /// Takes the folder for this agent alone; makes it if it is not there.
    ///
    /// The lock is on the folder itself and ends with the process, so a killed agent leaves nothing behind.
    init(in root: Root) throws(AgentProblem) {
        self.root = root
        try root.checkStaysInside(Self.journal)
        made = Folders.missing(for: Self.journal, in: root)
        for folder in made {
            // What was there before may be secret.
            try Folders.make(folder, mode: folder == Self.path ? 0o700 : 0o755, in: root)
        }
        let path = root.path(Self.path)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(action: "open", path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .busy(folder: path) }
    }

    deinit {
        close(descriptor)
    }

    func load() throws(AgentProblem) -> Journal? { try Self.load(in: root) }

    /// The journal without its lock: for whoever only looks.
    static func load(in root: Root) throws(AgentProblem) -> Journal? {
        let path = root.path(journal)
        guard let image = try FileImage.read(path) else { return nil }
        return try Journal(reading: image.octets, path: path)
    }

    func save(_ journal: Journal) throws(AgentProblem) {
        let image = FileImage(
            octets: Array(journal.text.utf8), mode: 0o600, owner: Target.own.user, group: Target.own.group)
        try image.put(at: root.path(Self.journal), like: "")
    }

    /// Keeps what a file is before the agent changes it.
    func keep(_ current: FileImage?, of target: Target) throws(AgentProblem) -> Journal.Before {
        if case .hosts = target.content { return .hosts(existed: current != nil) }
        guard let current else { return .nothing }
        let name = target.path.split(separator: "/").joined(separator: "+")
        var copy = current
        copy.mode = 0o600
        try copy.put(at: root.path("\(Self.path)/\(name)"), like: root.path(target.path))
        return .copy(name, mode: current.mode, owner: current.owner, group: current.group)
    }

    /// A file that was kept, and where its copy lies.
    func kept(_ entry: Journal.Entry) throws(AgentProblem) -> (image: FileImage, path: String)? {
        guard case .copy(let name, let mode, let owner, let group) = entry.before else { return nil }
        let path = root.path("\(Self.path)/\(name)")
        guard let copy = try FileImage.read(path) else { throw .system(action: "read", path: path, code: ENOENT) }
        return (FileImage(octets: copy.octets, mode: mode, owner: owner, group: group), path)
    }

    /// Takes the folder away; the journal goes first, because without its copies it would promise what it cannot keep.
    func remove(_ journal: Journal) {
        unlink(root.path(Self.journal))
        for entry in journal.entries {
            if case .copy(let name, _, _, _) = entry.before { unlink(root.path("\(Self.path)/\(name)")) }
        }
        sweep()
        Folders.removeEmpty(Self.path, in: root)
        for folder in journal.folders.reversed() { Folders.removeEmpty(folder, in: root) }
    }

    /// Takes away what an agent that was killed did not finish.
    private func sweep() {
        guard let folder = opendir(root.path(Self.path)) else { return }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { octets in
                String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        closedir(folder)
        for name in names { unlink(root.path("\(Self.path)/\(name)")) }
    }
}
