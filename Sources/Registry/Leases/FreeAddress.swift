package import Addresses

/// The address that the next machine without one is to get, and what must happen to it first.
package enum FreeAddress: Hashable, Sendable {
    /// Nobody has had it.
    case neverUsed(IPv4Address)
    /// It was freed and its rest is over; its resting row has to go (`LeaseChange.unrest`).
    case rested(IPv4Address)
    /// The range is used up: this lease ended the longest ago, and its tie has to go (`LeaseChange.drop`).
    case tied(Lease)

    package var address: IPv4Address {
        switch self {
        case .neverUsed(let address), .rested(let address): address
        case .tied(let lease): lease.address
        }
    }
}
