/// What became of a request that got no reply.
enum Loss: Hashable, Sendable {
    /// Nobody looked at it: more came than there was room for.
    case lost
    /// It is no DHCP message.
    case malformed
    /// The registry's constraints refused what it asked for.
    case refused
    /// The kernel did not take the reply.
    case unsendable
    /// It was looked at and deserved none.
    case ignored(DropReason)

    /// Its name in the log.
    var name: String {
        switch self {
        case .lost: "lost"
        case .malformed: "malformed"
        case .refused: "refusedByRegistry"
        case .unsendable: "unsendable"
        case .ignored(let reason): reason.rawValue
        }
    }

    /// Whether somebody may be waiting who should have been answered.
    var isFailure: Bool {
        switch self {
        case .lost, .refused, .unsendable, .ignored(.tooManyPackets): true
        case .malformed, .ignored: false
        }
    }
}
