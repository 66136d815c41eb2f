/// What is wrong with a request to the owner, or why it could not be performed there.
package enum RequestProblem: Codable, Sendable, Equatable {
    /// The owner is another version and does not know the verb.
    case unknownVerb(String)
    /// The request is no verb of that name.
    case malformed(verb: String, reason: String)
    /// The owner is shutting down.
    case stopping
    /// A constraint of the registry refused what the rules let pass; nothing was changed.
    case refused(reason: String)

    package var code: String {
        switch self {
        case .unknownVerb: "unknown-verb"
        case .malformed: "bad-request"
        case .stopping: "stopping"
        case .refused: "refused"
        }
    }
}
