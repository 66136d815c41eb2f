extension OutputProblem {
    var code: String {
        switch self {
        case .unwritable: "output-unwritable"
        case .isFolder: "output-is-folder"
        case .unendedBlock: "output-unended-block"
        }
    }

    var sentence: String {
        switch self {
        case .unwritable(let path, let reason):
            "cannot write \(Wording.escaped(path)): \(Wording.escaped(reason)); name another place with --out"
        case .isFolder(let path):
            "\(Wording.escaped(path)) is a folder: name a file in it with --out"
        case .unendedBlock(let path, let line):
            "\(Wording.escaped(path)):\(line): the block of an earlier export begins here and does not end: "
                + "remove what is left of it, and export again"
        }
    }
}
