internal import Addresses

/// Tells at each tick which leases have just expired.
///
/// A wheel of seconds: a lease stands in the bucket of the second in which it ends, at most one entry a lease. A renewal
/// costs nothing: when the old entry comes up, the lease is looked at and moved to its new end. Where a MAC's entry
/// stands is noted in the book beside its lease; an entry in another bucket is stale.
package struct ExpiryWheel {
    private var buckets: [[MACAddress]]
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

    /// Watches a lease of the book. To be called with every lease that was committed; a lease that is not bound, or has
    /// ended before the wheel's time, is not watched.
    package mutating func watch(_ lease: Lease, in book: LeaseBook) {
        guard lease.state == .bound, lease.expires > time else { return }
        if let bucket = book.expiryBucket(of: lease.mac), second(of: bucket) <= lease.expires { return }
        schedule(lease.mac, end: lease.expires, in: book)
    }

    /// Watches all leases of a book that no wheel has watched before.
    package mutating func watchAll(in book: LeaseBook) {
        let time = time
        book.setExpiryBuckets { mac, end in
            guard end > time else { return nil }
            let bucket = Self.bucket(end: end, after: time)
            buckets[Int(bucket)].append(mac)
            return bucket
        }
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
            let bucket = Self.bucket(of: second)
            let macs = buckets[Int(bucket)]
            buckets[Int(bucket)] = []
            for mac in macs where book.expiryBucket(of: mac) == bucket {
                book.setExpiryBucket(nil, of: mac)
                guard let lease = book.lease(of: mac), lease.state == .bound else { continue }
                if lease.expires > now {
                    schedule(mac, end: lease.expires, in: book)
                } else {
                    expired.append(lease)
                }
            }
        }
        return expired
    }

    private mutating func schedule(_ mac: MACAddress, end: Int64, in book: LeaseBook) {
        let bucket = Self.bucket(end: end, after: time)
        book.setExpiryBucket(bucket, of: mac)
        buckets[Int(bucket)].append(mac)
    }

    /// The next second that has the bucket.
    private func second(of bucket: UInt16) -> Int64 {
        time + (Int64(bucket) - time) & (Self.bucketCount - 1)
    }

    /// Where a lease that ends then is looked at next.
    private static func bucket(end: Int64, after time: Int64) -> UInt16 {
        bucket(of: min(end, time + bucketCount - 1))
    }

    private static func bucket(of second: Int64) -> UInt16 {
        UInt16(second & (bucketCount - 1))
    }
}
