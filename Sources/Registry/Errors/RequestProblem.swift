/// What is wrong with a request to the owner, or why it could not be performed there.
package enum RequestProblem: Codable, Sendable, Equatable {
    /// The owner is another version and does not know the verb.
    case unknownVerb(String)
    /// The request is no verb of that name.
    case malformed(verb: String, reason: String)
    /// The owner is shutting down; nothing was changed.
    case stopping
    /// The owner ended while it had the request: whether it was performed is not known.
    case unanswered(verb: String)
    /// A constraint of the registry refused what the rules let pass; nothing was changed.
    case refused(reason: String)

    package var code: String {
        switch self {
        case .unknownVerb: "unknown-verb"
        case .malformed: "bad-request"
        case .stopping: "stopping"
        case .unanswered: "unanswered"
        case .refused: "refused"
        }
    }
}
