package import Addresses
package import Datagrams

/// Whom the name server answers: everybody else is refused.
///
/// A server that answers the whole world can be made to send its answers to a victim. A lab's is for the lab.
package final class AccessList: Sendable {
    /// Sorted, apart from each other.
    private let ranges: [IPv4Range]
    private let loopback = IPv6Octets.loopback

    /// - Parameter networks: in any order, overlapping or not. Loopback is always served.
    package init(_ networks: some Sequence<IPv4Network>) {
        let loopback = IPv4Network(containing: .loopback, prefixLength: 8).map { [$0] } ?? []
        let sorted = (loopback + networks).map(\.addresses).sorted { $0.first < $1.first }
        var merged: [IPv4Range] = []
        for range in sorted {
            if let last = merged.last, last.last >= range.first {
                merged[merged.count - 1] = IPv4Range(first: last.first, last: max(last.last, range.last)) ?? last
            } else {
                merged.append(range)
            }
        }
        ranges = merged
    }

    package func allows(_ source: SocketAddress) -> Bool {
        switch source.host {
        case .ipv4(let address): allows(address)
        case .ipv6(let octets): octets == loopback || octets.mappedIPv4.map(allows) == true
        }
    }

    package func allows(_ address: IPv4Address) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < address { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(address)
    }
}
