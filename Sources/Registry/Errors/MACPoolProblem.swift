package import Addresses

/// Why a MAC pool cannot be as it was asked for, or has nothing to give.
package enum MACPoolProblem: Codable, Sendable, Equatable {
    /// A network needs at least one pool.
    case none
    /// The group bit is set: no machine may have such an address. The article's own 1D-D8-B7-1C-00-05 is one.
    case multicast(MACAddress)
    /// The all-zero address.
    case zero
    /// The pool's ends differ in their first three octets.
    case twoPrefixes(MACRange)
    case overlaps(MACRange, other: MACRange, otherNetwork: String)
    /// The prefix belongs to a hypervisor, which gives such addresses out itself.
    case reserved(MACRange, owner: String)
    /// A machine's private interface has a MAC of the pool.
    case holdsPrivateMAC(MACRange, MACAddress, environment: String, machine: String)
    case holdsHostMAC(MACRange, MACAddress, host: String)
    /// A guest has a lease with a MAC of the pool.
    case holdsGuestMAC(MACRange, MACAddress, address: IPv4Address, until: UTCTime)
    /// A hypervisor gives out MACs of the pool by itself (R60).
    case inHypervisorRange(MACRange, range: MACRange, hypervisor: String)
    /// MACs in use would be in no pool any more.
    case strands(network: String, macs: [MACAddress], count: Int)
    /// `free`: how many there are, and they were not enough. `nextFree`: when the first resting MAC may be used again.
    case exhausted(network: String, pools: [MACRange], free: Int, used: Int, resting: Int, nextFree: UTCTime?)

    package var code: String {
        switch self {
        case .none: "pool-missing"
        case .multicast: "pool-multicast"
        case .zero: "pool-zero"
        case .twoPrefixes: "pool-two-prefixes"
        case .overlaps: "pool-overlaps"
        case .reserved: "pool-reserved"
        case .holdsPrivateMAC: "pool-holds-private-mac"
        case .holdsHostMAC: "pool-holds-host-mac"
        case .holdsGuestMAC: "pool-holds-guest-mac"
        case .inHypervisorRange: "pool-in-hypervisor-range"
        case .strands: "strands-macs"
        case .exhausted: "pool-exhausted"
        }
    }
}
