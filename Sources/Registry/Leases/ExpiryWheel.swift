internal import Addresses

/// Tells at each tick which leases have just expired.
///
/// A wheel of seconds: a lease stands in the bucket of the second in which it ends, at most one entry a lease. A renewal
/// costs nothing: when the old entry comes up, the lease is looked at and moved to its new end.
package struct ExpiryWheel {
    private var buckets: [[MACAddress]]
    /// Where a MAC's entry stands. Entries that say otherwise are stale.
    private var scheduled: [MACAddress: Int64] = [:]
    /// The last second that was looked at.
    private var time: Int64

    /// A power of two above the usual lease of 600 s. A longer one goes round once for every 1,024 s.
    private static let bucketCount: Int64 = 1024

    /// - Parameter time: the second after which ends are reported. At start that is the last one that the registry knows
    ///   to have been reported, or now.
    package init(after time: Int64) {
        self.time = time
        buckets = Array(repeating: [], count: Int(Self.bucketCount))
    }

    /// Watches a lease. To be called with every lease that was committed; a lease that is not bound, or has ended before
    /// the wheel's time, is not watched.
    package mutating func watch(_ lease: Lease) {
        guard lease.state == .bound, lease.expires > time else { return }
        if let second = scheduled[lease.mac], second <= lease.expires { return }
        schedule(lease.mac, end: lease.expires)
    }

    /// The leases that ended after the last tick, up to and including `now`; each is told once.
    ///
    /// To be called before anything is decided at `now`, so that an expired lease is never renewed untold.
    package mutating func tick(to now: Int64, in book: LeaseBook) -> [Lease] {
        guard now > time else { return [] }
        var expired: [Lease] = []
        let first = max(time + 1, now - Self.bucketCount + 1)
        time = now
        for second in first...now {
            let index = Self.bucket(of: second)
            let macs = buckets[index]
            buckets[index] = []
            for mac in macs {
                guard let due = scheduled[mac], Self.bucket(of: due) == index else { continue }
                scheduled[mac] = nil
                guard let lease = book.lease(of: mac), lease.state == .bound else { continue }
                if lease.expires > now {
                    schedule(mac, end: lease.expires)
                } else {
                    expired.append(lease)
                }
            }
        }
        return expired
    }

    private mutating func schedule(_ mac: MACAddress, end: Int64) {
        let second = min(end, time + Self.bucketCount - 1)
        scheduled[mac] = second
        buckets[Self.bucket(of: second)].append(mac)
    }

    private static func bucket(of second: Int64) -> Int {
        Int(second & (bucketCount - 1))
    }
}
