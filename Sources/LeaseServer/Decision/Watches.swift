internal import Addresses
internal import DHCPWire
internal import Registry

/// What a restore has told of the MAC that asks (R18, R19).
extension DecisionContext {
    /// How long the leases of a machine are at most that may believe in another one's address, in seconds.
    static let suspectLeaseSeconds: Int64 = 90

    /// Whether two machines may have the MAC: its own, and a clone that was just rolled back to it.
    var isHeld: Bool {
        book.watch(of: mac)?.isHeld(at: now) ?? false
    }

    /// The one thing that a held MAC is still promised. It does no harm, whichever of the two asks.
    var isExtendingOwnLease: Bool {
        guard request.type == .request, case .extending(let address) = RequestState(of: request) else { return false }
        return isAtHome && tie?.address == address && tie?.isLive(at: now) == true
    }

    /// How long a lease is that is given now.
    var leaseSeconds: Int64 {
        guard let watch = book.watch(of: mac), watch.isSuspect(at: now) else { return home.leaseSeconds }
        return min(home.leaseSeconds, Self.suspectLeaseSeconds)
    }
}
