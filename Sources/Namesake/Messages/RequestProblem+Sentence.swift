internal import Registry

extension RequestProblem {
    var sentence: String {
        switch self {
        case .unknownVerb(let name):
            "the server does not know `\(Wording.escaped(name))`: it is another version; restart it with this one"
        case .malformed(let verb, let reason):
            "the server does not understand the request `\(Wording.escaped(verb))` (\(Wording.escaped(reason))): "
                + "it is another version; restart it with this one"
        case .stopping:
            "the server is stopping: nothing was changed; try again"
        case .unanswered(let verb):
            "the server ended before it answered `\(Wording.escaped(verb))`: whether that was done is not known; "
                + "look with `namesake env list` before you try again"
        case .refused(let reason):
            "the registry refused the change (\(Wording.escaped(reason))): nothing was changed"
        }
    }
}
