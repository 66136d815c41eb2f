package import Addresses
internal import DNSWire

/// Every zone that is served, in one immutable store.
///
/// A packet thread takes the whole set for a batch; a reload makes another set. All zones share one table of names, so
/// that a lookup is one probe, whatever zone it is in.
package final class ZoneSet: Sendable {
    /// The key that all hashes in here are made with; the aliases' snapshot has the same.
    package var hashKey: NameHashKey { index.hashKey }
    /// The served zones' apexes, in the order they were given.
    package let origins: [DomainName]
    let index: ZoneIndex

    /// - Parameter zones: made with the same key. Of two with one apex the first is served.
    package init(_ zones: [Zone], hashKey: NameHashKey) {
        var seen: Set<DomainName> = []
        let zones = zones.filter { seen.insert($0.origin).inserted }
        origins = zones.map(\.origin)
        index = ZoneIndex(zones, hashKey: hashKey)
    }
}
