internal import Glibc
internal import GuestFiles

extension AgentProblem {
    /// What happened, with the values, and what to do next.
    var sentence: String {
        switch self {
        case .usage(let text): "\(text); see `namesake-agent --help`"
        case .state(let path, let problem):
            "\(path), line \(problem.line): \(problem.kind.clause)"
        case .hosts(let path, .unended(let line)):
            "\(path), line \(line): a block of namesake begins here and does not end; take the line out, or end the block"
        case .hosts(let path, .unbegun(let line)):
            "\(path), line \(line): a block of namesake ends here and did not begin; take the line out"
        case .system(let action, let path, let code):
            "cannot \(action) \(path): \(String(cString: strerror(code)))"
                + (code == EACCES || code == EPERM ? "; run namesake-agent as root" : "")
        case .notFile(let path):
            "\(path) is no regular file, so it is not replaced: put a file there"
        case .tooLong(let path, let limit):
            "\(path) is longer than \(limit) octets: that is no file of this kind"
        case .symbolicLink(let path):
            "\(path) is a symbolic link, which could lead out of the root: name the root that it leads to"
        case .noRoot(let path):
            "there is no folder \(path): name the root of a guest's files"
        case .busy(let folder):
            "another namesake-agent is at work on \(folder): wait for it"
        case .journal(let path, let line):
            "\(path), line \(line): this is no journal of namesake-agent, so what was before is not known; "
                + "put it back from a backup, or take it away to begin anew"
        case .changedSince(let paths):
            "somebody has changed \(paths.joined(separator: ", ")) since; nothing was undone: "
                + "use --force to lose these changes"
        case .notTold(let program, let status):
            "the files are in place, but `\(program)` failed with status \(status): put that right and run the same again"
        }
    }

    var code: String {
        switch self {
        case .usage: "usage"
        case .state: "bad-state"
        case .hosts: "bad-hosts-file"
        case .system: "system"
        case .notFile, .tooLong: "not-a-file"
        case .symbolicLink: "symbolic-link"
        case .noRoot: "no-root"
        case .busy: "busy"
        case .journal: "bad-journal"
        case .changedSince: "changed-since"
        case .notTold: "not-told"
        }
    }
}

extension StateProblem.Kind {
    fileprivate var clause: String {
        switch self {
        case .json(let flaw): flaw.clause
        case .notA(let key, let wanted, let found):
            "\"\(key)\" must be \(wanted), and it is \(found)"
        case .missing(let key): "\"\(key)\" is missing"
        case .unknown(let key): "\"\(key)\" is not known: use the agent of the version that wrote the file"
        case .twice(let key): "\"\(key)\" is there twice"
        case .format(let found):
            "the format is \(found), and this agent knows 1: use the agent of the version that wrote the file"
        case .hostsOfItself(let address): "\(address) is this machine's own private address, and no other's"
        }
    }
}

extension JSONFlaw {
    fileprivate var clause: String {
        switch self {
        case .tooLong(let limit): "the file is longer than \(limit) octets, so it is no desired state"
        case .tooDeep(let limit): "there are more than \(limit) brackets within each other"
        case .ends: "the file ends in the middle"
        case .unexpected(let wanted, let found): "\(wanted) was expected, and there is \"\(found)\""
        case .badString: "a text here is broken: it has a line break, a wrong escape or octets that are no UTF-8"
        case .badNumber(let text): "\(text) is no number"
        case .afterEnd: "there is something after the end"
        }
    }
}
