/// What is wrong with the registry's file, or with who else has it.
package enum FileProblem: Codable, Sendable, Equatable {
    /// A command that only reads found no file.
    case missing(path: String)
    /// The file is no SQLite database.
    case notSQLite(path: String)
    /// A SQLite database, but not ours: its application id says so.
    case notRegistry(path: String)
    /// A newer version has changed the schema; the migrations that this one does not know.
    case newer(path: String, migrations: [String])
    /// No write permission bit, or a file system that is mounted read-only.
    case readOnly(path: String)
    /// This user has no right to; a group that has, if there is one.
    case permissionDenied(path: String, group: String?)
    case notDirectory(path: String)
    case full(path: String)
    /// SQLite says that the file's structure is broken.
    case damaged(path: String, reason: String)
    /// The disk or the file system failed; the system's words.
    case inputOutput(path: String, reason: String)
    /// The file system does not do what a commit that survives a power cut needs.
    case notDurable(path: String, setting: String)
    /// Another `serve` owns the registry.
    case owned(path: String, pid: Int32)
    /// The file or its lock was moved, deleted or replaced while `serve` owned it.
    case displaced(path: String)
    /// `serve` owns the registry and does not answer at its socket.
    case unanswered(path: String, pid: Int32)
    /// Another command has owned the registry for longer than this one was willing to wait.
    case busy(path: String, pid: Int32?, seconds: Int)
    /// A backup would replace something that is none: the registry itself, or another file.
    case backupOnto(path: String, isRegistry: Bool)

    /// With the group that would help, as this process sees it.
    package static func noPermission(path: String) -> FileProblem {
        .permissionDenied(path: path, group: FileRights.groupToAsk(for: path))
    }

    package var code: String {
        switch self {
        case .missing: "registry-missing"
        case .notSQLite, .notRegistry: "not-a-registry"
        case .newer: "registry-newer"
        case .readOnly: "registry-read-only"
        case .permissionDenied: "permission-denied"
        case .notDirectory: "no-directory"
        case .full: "disk-full"
        case .damaged: "registry-damaged"
        case .inputOutput: "input-output"
        case .notDurable: "not-durable"
        case .owned: "registry-owned"
        case .displaced: "registry-displaced"
        case .unanswered: "server-unreachable"
        case .busy: "registry-busy"
        case .backupOnto: "backup-target"
        }
    }
}
