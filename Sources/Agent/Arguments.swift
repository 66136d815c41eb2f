/// What the command line asks for.
struct Arguments {
    enum Verb: String {
        case apply, check, undo
    }

    var verb: Verb
    var statePath = ""
    /// The root of the guest's files; `nil`: this machine.
    var root: String?
    /// Which of the network's managers gets files; `nil`: the one that is there.
    var manager: ManagerChoice?
    var restarts = true
    var forces = false
    var printsJSON = false

    enum ManagerChoice: String {
        case networkd, networkmanager
        case neither = "none"
    }

    static let help = """
        namesake-agent makes this guest what its file of desired state says, and undoes that again.

          namesake-agent apply --state FILE   changes what differs; can be repeated
          namesake-agent check --state FILE   says what differs; exit status 1 if something does
          namesake-agent undo                 puts back what was before

          --root DIR        the root of a guest's files, instead of this machine; nothing is restarted
          --network KIND    networkd, networkmanager or none (default: the one that is there)
          --no-restart      tell no service; the next run does
          --force           with undo: also what somebody has changed since
          --json            print the result for programs

        `namesake guest ENVIRONMENT MACHINE --out DIR` writes the file, as desired-state.json.
        Exit status: 0 done, 1 refused or different, 64 wrong usage.
        """

    /// - Returns: `nil` if help is asked for.
    static func parse(_ words: [String]) throws(AgentProblem) -> Arguments? {
        if words.contains("--help") || words.contains("-h") { return nil }
        guard let first = words.first else { throw .usage("say what to do: apply, check or undo") }
        guard let verb = Verb(rawValue: first) else { throw .usage("\"\(first)\" is not apply, check or undo") }
        var arguments = Arguments(verb: verb)
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            func value() throws(AgentProblem) -> String {
                let text = pair.count == 2 ? pair[1] : rest.popFirst()
                guard let text, !text.isEmpty else { throw .usage("\(pair[0]) needs a value") }
                return text
            }
            switch pair[0] {
            case "--state" where verb != .undo: arguments.statePath = try value()
            case "--root": arguments.root = try value()
            case "--network" where verb != .undo:
                let text = try value()
                guard let choice = ManagerChoice(rawValue: text) else {
                    throw .usage("--network is networkd, networkmanager or none, not \"\(text)\"")
                }
                arguments.manager = choice
            case "--no-restart" where pair.count == 1 && verb != .check: arguments.restarts = false
            case "--force" where pair.count == 1 && verb == .undo: arguments.forces = true
            case "--json" where pair.count == 1: arguments.printsJSON = true
            default: throw .usage("\(verb.rawValue) knows no \"\(word)\"")
            }
        }
        if verb != .undo, arguments.statePath.isEmpty {
            throw .usage("--state is missing: name the file of desired state")
        }
        return arguments
    }
}
