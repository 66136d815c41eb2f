package import Addresses

/// What was looked for and is not there.
package enum LookupProblem: Codable, Sendable, Equatable {
    /// The MAC is no registered machine's public one.
    case notPublic(MACAddress)
    case noLease(LeaseKey)
    /// Nothing has, or at that time had, this name, address or MAC.
    case nobody(text: String, at: UTCTime?)
    /// No event speaks of it.
    case noHistory(LeaseKey)
    /// No event speaks of what is called so.
    case noEvents(text: String)

    package var code: String {
        switch self {
        case .notPublic: "not-public"
        case .noLease: "no-lease"
        case .nobody: "not-found"
        case .noHistory, .noEvents: "no-history"
        }
    }
}
