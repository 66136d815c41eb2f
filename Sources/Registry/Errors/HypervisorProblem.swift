package import Addresses

/// Why a hypervisor's MAC ranges cannot be as they were given.
package enum HypervisorProblem: Codable, Sendable, Equatable {
    /// The group bit is set: no machine may have such an address.
    case multicast(MACAddress)
    /// The all-zero address.
    case zero
    /// The range's ends differ in their first three octets: no hypervisor gives out MACs of two vendors in one range.
    case twoPrefixes(MACRange)
    /// Two of the ranges overlap.
    case overlaps(MACRange, other: MACRange)
    /// R60: the pool's MACs are public interfaces' alone.
    case overlapsPool(MACRange, hypervisor: String, pool: MACRange, network: String)
    case noRange(String)

    package var code: String {
        switch self {
        case .multicast: "mac-multicast"
        case .zero: "mac-zero"
        case .twoPrefixes: "range-two-prefixes"
        case .overlaps: "range-overlaps"
        case .overlapsPool: "range-overlaps-pool"
        case .noRange: "range-missing"
        }
    }
}
