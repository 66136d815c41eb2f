extension GuestFolderProblem {
    var sentence: String {
        switch self {
        case .foreign(let folder, let file):
            "\(folder) has files that are no guest's (\(Wording.escaped(file))): name another folder with --out, or write "
                + "beside them with --force"
        case .notFolder(let path):
            "\(path) is no folder: name another with --out"
        case .system(let action, let path, let reason):
            "cannot \(action) \(path): \(Wording.escaped(reason))"
        }
    }

    /// A word for programs. It never changes once it was released.
    var code: String {
        switch self {
        case .foreign: "folder-in-use"
        case .notFolder: "not-a-folder"
        case .system: "input-output"
        }
    }
}
