package import Addresses

/// The reverse zones of a network: whole octets (RFC 1035 §3.5).
///
/// A /24 is one zone; a /20 is sixteen; a /26 is inside the one zone of its /24.
package enum ReverseZones {
    /// The most zones one network makes: a /9 becomes 128 zones of a /16 each, and nothing makes more.
    package static let limit = 128

    package static func apexes(of network: IPv4Network) -> [DomainName] {
        let octets = max(1, min(3, (network.prefixLength + 7) / 8))
        let step = UInt64(1) << UInt64(32 - 8 * octets)
        var apexes: [DomainName] = []
        var base = UInt64(network.base.rawValue) & ~(step - 1)
        while base <= UInt64(network.broadcast.rawValue), apexes.count < limit {
            if let apex = apex(IPv4Address(rawValue: UInt32(base)), octets: octets) { apexes.append(apex) }
            base += step
        }
        return apexes
    }

    private static func apex(_ base: IPv4Address, octets: Int) -> DomainName? {
        let (a, b, c, _) = base.octets
        let labels = [a, b, c].prefix(octets).reversed().map { Array(String($0).utf8) }
        return DomainName(labels: labels + [Array("in-addr".utf8), Array("arpa".utf8)])
    }
}
