internal import GuestFiles

/// Why the agent did not do what it was asked.
enum AgentProblem: Error {
    case usage(String)
    case state(path: String, StateProblem)
    case hosts(path: String, HostsFileProblem)
    /// `action` as in "cannot read".
    case system(action: String, path: String, code: Int32)
    /// A directory, a device or a symbolic link where a file must be.
    case notFile(path: String)
    case tooLong(path: String, limit: Int)
    /// A part of the way to a file in `--root` that leads elsewhere.
    case symbolicLink(path: String)
    case noRoot(path: String)
    /// Another agent is at work.
    case busy(folder: String)
    case journal(path: String, line: Int)
    /// Files that somebody has changed since they were written.
    case changedSince([String])
    /// The files are in place, and a program that was to be told has failed.
    case notTold(program: String, status: Int32)
}
