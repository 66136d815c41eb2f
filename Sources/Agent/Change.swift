internal import Glibc
internal import GuestFiles

/// What is to be done to one file.
struct Change {
    let target: Target
    let current: FileImage?
    let wanted: FileImage

    /// In one word, for the report.
    var word: String { current == nil ? "made" : "changed" }
}

extension Target {
    /// Whose the files are that are made here.
    static let own = (user: geteuid(), group: getegid())

    /// `nil` if the file is what it should be.
    func change(in root: Root) throws(AgentProblem) -> Change? {
        try root.checkStaysInside(path)
        let current = try FileImage.read(root.path(path))
        guard let wanted = try wanted(over: current, in: root), wanted != current else { return nil }
        return Change(target: self, current: current, wanted: wanted)
    }
}
