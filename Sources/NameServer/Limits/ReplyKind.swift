internal import DNSWire

/// What kind of reply was made, for counting: a client that asks for one name in earnest is not slowed down by one that
/// pretends to be its network and asks for names that do not exist.
package enum ReplyKind: UInt64, Sendable {
    case answer
    /// The name exists and has nothing of the type, or is somebody else's: a referral.
    case empty
    case nameError
    case error
}

extension Responder {
    /// The kind of the reply that was just made.
    package var replyKind: ReplyKind {
        switch header.code {
        case .noError: header.answers > 0 ? .answer : .empty
        case .nameError: .nameError
        default: .error
        }
    }

    /// Whether the client has shown by a cookie that it is where it says it is.
    package var clientIsProven: Bool {
        edns.cookie.map { $0.proof == .good } ?? false
    }
}
