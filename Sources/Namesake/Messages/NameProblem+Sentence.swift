internal import Registry

extension NameProblem {
    var sentence: String {
        switch self {
        case .invalid(let kind, let text, let flaw):
            "\(Wording.quoted(text)) is no name for \(kind.withArticle): \(flaw.clause(for: kind))"
        case .taken(.network, let name, _):
            "there is already a network \(name): choose another name, or change it with `namesake network set \(name)`"
        case .taken(let kind, let name, let environment?):
            "environment \(environment) already has a \(kind.rawValue) \(Wording.escaped(name)): choose another name"
        case .taken(let kind, let name, nil):
            "there is already \(kind.withArticle) \(name): choose another name"
        case .unknown(let kind, let name, let environment?, let known):
            "environment \(environment) has no \(kind.rawValue) \(Wording.quoted(name)): "
                + (known.isEmpty ? "it has none" : "it has \(Wording.list(known.map(Wording.escaped)))")
        case .unknown(let kind, let name, nil, let known):
            "there is no \(kind.rawValue) \(Wording.quoted(name)): "
                + (known.isEmpty ? "there is none yet" : "there is \(Wording.list(known.map(Wording.escaped)))")
        case .tooLongForDomain(let name, let octets):
            "the name \(name) would be \(octets) octets long, and a name has at most 255: choose shorter names"
        }
    }
}

extension NameKind {
    fileprivate var withArticle: String {
        self == .environment ? "an environment" : "a \(rawValue)"
    }
}

extension NameFlaw {
    fileprivate func clause(for kind: NameKind) -> String {
        switch self {
        case .empty: "it is empty"
        case .tooLong(let octets, let limit): "it has \(octets) octets, and at most \(limit) are allowed"
        case .character(let character) where kind == .snapshot:
            "it contains the control character \(Wording.escaped(character))"
        case .character(let character):
            "it contains \(Wording.quoted(character)); use letters, digits and hyphens"
        case .hyphenAtEnd: "it begins or ends with a hyphen"
        }
    }
}
