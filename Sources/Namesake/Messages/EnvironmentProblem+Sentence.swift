internal import Registry

extension EnvironmentProblem {
    var sentence: String {
        switch self {
        case .badText(let field, let text, let flaw):
            "\(Wording.quoted(text)) cannot be \(field.withArticle): \(flaw.clause(for: field))"
        case .tooManyTags(let environment, let limit):
            "environment \(environment) would have more than \(limit) tags: take some away with --tag NAME=none"
        case .untilPast(let until, let now, let environment):
            "\(until) is over (it is \(now)): give a time to come, or delete the environment with "
                + "`namesake env delete \(environment)`"
        case .nothingToSet(let environment):
            "nothing to change about environment \(environment): give --owner, --description, --tag or --until"
        }
    }
}

extension EnvironmentField {
    fileprivate var withArticle: String {
        switch self {
        case .owner: "an owner"
        case .description: "a description"
        case .tagName: "a tag's name"
        case .tagValue: "a tag's value"
        }
    }
}

extension NameFlaw {
    fileprivate func clause(for field: EnvironmentField) -> String {
        switch self {
        case .empty: "it is empty; `none` takes away what is there"
        case .tooLong(let octets, let limit): "it has \(octets) octets, and at most \(limit) are allowed"
        case .character(let character) where field == .tagName:
            "it contains \(Wording.quoted(character)); use letters, digits, -, _, . and /"
        case .character(let character): "it contains the control character \(Wording.escaped(character))"
        case .hyphenAtEnd: "it begins or ends with a hyphen"
        }
    }
}
