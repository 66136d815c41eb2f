internal import Registry

extension DependencyProblem {
    var sentence: String {
        switch self {
        case .inside(let host, let machine, let environment):
            "\(host) is machine \(machine) of environment \(environment), which is cloned along: "
                + "a dependency is something outside; give another host with --on"
        case .noteUnfit(let text, .tooLong(let octets, let limit)):
            "the note \(Wording.quoted(text)) has \(octets) octets, and at most \(limit) are allowed: shorten it"
        case .noteUnfit(_, .empty):
            "the note is empty: leave --note out"
        case .noteUnfit(let text, _):
            "the note \(Wording.quoted(text)) has a control character: give text on one line with --note"
        case .tooMany(let environment, let limit):
            "environment \(environment) already has \(limit) dependencies, which is the most it can have: "
                + "remove one first with `namesake dependency remove`"
        }
    }
}
