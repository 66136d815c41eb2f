internal import Addresses
package import Datagrams

/// Whom the name server answers, and how freely.
///
/// A server that answers the whole world can be made to send its answers to a victim. A lab's is for the lab; where it is
/// opened to everybody (`0.0.0.0/0`, `::/0`), whoever is not also in a network of the list is answered at a limited rate.
package final class AccessList: Sendable {
    /// What a client gets.
    package enum Service: Sendable {
        case full
        /// Answers at a limited rate.
        case limited
        case none
    }

    /// Sorted, apart from each other.
    private let ranges: [IPv4Range]
    private let networks: [IPv6Network]
    private let isOpenToIPv4: Bool
    private let isOpenToIPv6: Bool
    private let loopback = IPv6Octets.loopback

    /// - Parameter networks: in any order, overlapping or not. Loopback is always served.
    package init(_ networks: some Sequence<ClientNetwork>) {
        var ranges = IPv4Network(containing: .loopback, prefixLength: 8).map { [$0.addresses] } ?? []
        var six: [IPv6Network] = []
        var isOpen = (ipv4: false, ipv6: false)
        for network in networks {
            switch network {
            case .ipv4 where network.isEverybody: isOpen.ipv4 = true
            case .ipv6 where network.isEverybody: isOpen.ipv6 = true
            case .ipv4(let network): ranges.append(network.addresses)
            case .ipv6(let network): six.append(network)
            }
        }
        self.ranges = Self.merged(ranges)
        self.networks = six
        isOpenToIPv4 = isOpen.ipv4
        isOpenToIPv6 = isOpen.ipv6
    }

    package func service(for host: SocketAddress.Host) -> Service {
        switch host {
        case .ipv4(let address):
            if isListed(address) { return .full }
            return isOpenToIPv4 ? .limited : .none
        case .ipv6(let address):
            if let mapped = address.mappedIPv4 { return service(for: .ipv4(mapped)) }
            if address == loopback || isListed(address) { return .full }
            return isOpenToIPv6 ? .limited : .none
        }
    }

    private func isListed(_ address: IPv4Address) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < address { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(address)
    }

    /// Few networks of IPv6 are ever listed, so they are tried one by one.
    private func isListed(_ address: IPv6Octets) -> Bool {
        for index in networks.indices where networks[index].contains(address) { return true }
        return false
    }

    private static func merged(_ ranges: [IPv4Range]) -> [IPv4Range] {
        var merged: [IPv4Range] = []
        for range in ranges.sorted(by: { $0.first < $1.first }) {
            if let last = merged.last, last.last >= range.first {
                merged[merged.count - 1] = IPv4Range(first: last.first, last: max(last.last, range.last)) ?? last
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
