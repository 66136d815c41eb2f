package import Addresses

/// Which of a network's two ranges a message speaks of.
package enum RangeKind: String, Codable, Sendable, Equatable {
    case lease, guest
}

/// Why a network cannot be as it was asked for.
package enum NetworkProblem: Codable, Sendable, Equatable {
    /// A network is a /8 to a /30, a private block a /16 to a /30.
    case sizeOutOfBounds(IPv4Network, longest: Int, shortest: Int)
    /// Loopback, multicast or reserved addresses (RFC 6890).
    case notUnicast(IPv4Network)
    case overlaps(IPv4Network, other: IPv4Network, otherName: String)
    /// R49: inside an environment a public address would be taken for a private one.
    case privateBlockOverlaps(block: IPv4Network, blockOf: String, cidr: IPv4Network, cidrOf: String)
    case rangeOutside(RangeKind, IPv4Range, cidr: IPv4Network)
    /// The range holds the network's own or its broadcast address.
    case rangeHoldsReserved(RangeKind, IPv4Range, address: IPv4Address)
    case guestRangeOverlaps(IPv4Range, range: IPv4Range)
    case routerOutside(IPv4Address, cidr: IPv4Network)
    case nameServerNotHost(IPv4Address)
    case leaseSecondsOutOfBounds(Int64, shortest: Int64, longest: Int64)
    /// No `--network` was given, and there is none.
    case none
    /// No `--network` was given, and there are several.
    case ambiguous([String])
    case inUse(name: String, environments: [String], count: Int)
    /// Live leases outside the new range.
    case strandsLeases(network: String, addresses: [IPv4Address], count: Int)
    /// Hosts outside the new CIDR.
    case strandsHosts(network: String, hosts: [String], count: Int)
    case hasHosts(name: String, hosts: [String], count: Int)
    /// Machines have private addresses in the old block.
    case privateBlockInUse(network: String, block: IPv4Network, machines: Int)
    /// A clone from that snapshot would have private addresses in the old block.
    case privateBlockInSnapshot(network: String, block: IPv4Network, snapshot: String, environment: String)
    /// R49: a machine has an address of the public network inside.
    case holdsPrivateAddress(IPv4Network, IPv4Address, environment: String, machine: String)

    package var code: String {
        switch self {
        case .sizeOutOfBounds: "network-size"
        case .notUnicast: "network-not-unicast"
        case .overlaps: "network-overlaps"
        case .privateBlockOverlaps: "private-block-overlaps"
        case .rangeOutside: "range-outside-network"
        case .rangeHoldsReserved: "range-holds-reserved-address"
        case .guestRangeOverlaps: "guest-range-overlaps"
        case .routerOutside: "router-outside-network"
        case .nameServerNotHost: "bad-name-server"
        case .leaseSecondsOutOfBounds: "lease-seconds-out-of-bounds"
        case .none: "no-network"
        case .ambiguous: "network-ambiguous"
        case .inUse, .hasHosts: "network-in-use"
        case .strandsLeases: "strands-leases"
        case .strandsHosts: "strands-hosts"
        case .privateBlockInUse, .privateBlockInSnapshot: "private-block-in-use"
        case .holdsPrivateAddress: "network-holds-private-address"
        }
    }
}
