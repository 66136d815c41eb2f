internal import Addresses

/// Keeps one guest that has gone wild, and strangers that make up MACs, from the time of all others.
///
/// A registered machine has a bucket of its own, so that a thousand of them that boot together do not stand in each
/// other's way. Strangers share one for each interface: they can make up as many MACs as they like, and each of those
/// would have a bucket.
struct PacketLimiter {
    private let limits: PacketLimits
    /// Only MACs that the registry knows get in here, and only those of the last second stay.
    private var known: [MACAddress: TokenBucket] = [:]
    private var unknown: [Int32: TokenBucket] = [:]

    /// From so many buckets on the full ones are thrown out; the next time when there are twice as many as were left.
    private static let sweepThreshold = 1024
    private var nextSweep = sweepThreshold

    init(_ limits: PacketLimits) {
        self.limits = limits
    }

    /// Whether a packet is looked at.
    ///
    /// - Parameters:
    ///   - isKnown: whether the MAC is registered or has a lease.
    ///   - milliseconds: of a clock that does not step.
    mutating func admits(_ mac: MACAddress, isKnown: Bool, on interface: Int32, at milliseconds: Int64) -> Bool {
        let limit = isKnown ? limits.ofMAC : limits.ofUnknown
        guard limit > 0 else { return true }
        let rate = Int64(limit)
        let full = TokenBucket(rate: rate, at: milliseconds)
        guard isKnown else { return unknown[interface, default: full].take(rate: rate, at: milliseconds) }
        if known.count >= nextSweep {
            known = known.filter { !$0.value.isFull(at: milliseconds) }
            nextSweep = max(Self.sweepThreshold, 2 * known.count)
        }
        return known[mac, default: full].take(rate: rate, at: milliseconds)
    }
}
