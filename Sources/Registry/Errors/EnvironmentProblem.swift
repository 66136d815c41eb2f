/// What is said of an environment beside its name.
package enum EnvironmentField: String, Codable, Sendable, Equatable {
    case owner, description, tagName, tagValue
}

/// Why something cannot be said of an environment.
package enum EnvironmentProblem: Codable, Sendable, Equatable {
    case badText(EnvironmentField, text: String, flaw: NameFlaw)
    case tooManyTags(environment: String, limit: Int)
    /// The environment would be deleted at once.
    case untilPast(UTCTime, now: UTCTime, environment: String)
    /// `env set` without anything to set.
    case nothingToSet(String)

    package var code: String {
        switch self {
        case .badText(.owner, _, _): "bad-owner"
        case .badText(.description, _, _): "bad-description"
        case .badText: "bad-tag"
        case .tooManyTags: "too-many-tags"
        case .untilPast: "until-past"
        case .nothingToSet: "nothing-to-set"
        }
    }
}
