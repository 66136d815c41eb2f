internal import Registry

extension FileProblem {
    var sentence: String {
        switch self {
        case .missing(let path):
            "there is no registry at \(path): make one with `namesake network add ...`, or name another with --registry"
        case .notSQLite(let path):
            "\(path) is not a registry: it is no SQLite file; name another with --registry"
        case .notRegistry(let path):
            "\(path) is not a registry: it is another program's SQLite file; name another with --registry"
        case .newer(let path, let migrations):
            "the registry \(path) was written by a newer version of namesake (it has \(Wording.list(migrations))): "
                + "use that version"
        case .readOnly(let path):
            "the registry \(path) is read-only: make it writable with `chmod u+w`, or use a copy"
        case .permissionDenied(let path, let group?):
            "no permission to open \(path): \(Wording.membership(of: group))"
        case .permissionDenied(let path, nil):
            "no permission to open \(path): run namesake as the user that owns the registry"
        case .notDirectory(let path):
            "cannot make \(path): its folder does not exist; make it with `mkdir -p`"
        case .full(let path):
            "no space left for the registry \(path): nothing was changed; make room and try again"
        case .damaged(let path, let reason):
            "the registry \(path) is damaged (\(Wording.escaped(reason))): run `namesake check`, and restore a backup"
        case .inputOutput(let path, let reason):
            "cannot read or write \(path): \(Wording.escaped(reason)); nothing was changed"
        case .notDurable(let path, let setting):
            "the file system of \(path) cannot keep a promise through a power cut (\(setting)): "
                + "put the registry on a local disk"
        case .owned(let path, let pid):
            "the registry \(path) is owned by `namesake serve`, process \(pid): "
                + "stop that one first, or serve another registry"
        case .displaced(let path):
            "the registry \(path) or its lock was moved, deleted or replaced while it was served: put it back, or start "
                + "again with the one that is there"
        case .unanswered(let path, let pid):
            "the registry \(path) is owned by `namesake serve`, process \(pid), which does not answer at \(path).sock: "
                + "stop it and start it again"
        case .busy(let path, let pid, let seconds):
            "the registry \(path) was busy for \(seconds) s\(pid.map { " (process \($0))" } ?? ""): try again"
        case .backupOnto(let path, true):
            "\(path) is the registry itself: name another file for its backup"
        case .backupOnto(let path, false):
            "\(path) is there already and is no backup of a registry: remove it, or name another file"
        }
    }
}
