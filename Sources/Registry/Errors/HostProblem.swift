package import Addresses

/// Why a host cannot have its name, address or MAC.
package enum HostProblem: Codable, Sendable, Equatable {
    /// A name that begins as every alias does.
    case aliasName(String)
    /// `networks` are the CIDRs it could be in.
    case addressOutside(IPv4Address, networks: [IPv4Network])
    /// The network's own or its broadcast address.
    case addressReserved(IPv4Address, cidr: IPv4Network)
    case addressTaken(IPv4Address, host: String)
    /// `owner`: the machine, as `environment/machine`; `nil`: a guest.
    case addressLeased(IPv4Address, MACAddress, owner: String?, until: UTCTime)
    case addressResting(IPv4Address, until: UTCTime)
    case macMulticast(MACAddress)
    case macZero
    case macTaken(MACAddress, host: String)
    /// A machine's, outside or inside; `owner` as `environment/machine`.
    case macOfMachine(MACAddress, owner: String)
    case macInPool(MACAddress, pool: MACRange, network: String)
    case macResting(MACAddress, until: UTCTime)
    /// `host set` without anything to set.
    case nothingToSet(String)

    package var code: String {
        switch self {
        case .aliasName: "alias-name"
        case .addressOutside: "address-outside-network"
        case .addressReserved: "address-reserved"
        case .addressTaken: "address-taken"
        case .addressLeased: "address-leased"
        case .addressResting: "address-resting"
        case .macMulticast: "mac-multicast"
        case .macZero: "mac-zero"
        case .macTaken, .macOfMachine: "mac-taken"
        case .macInPool: "mac-in-pool"
        case .macResting: "mac-resting"
        case .nothingToSet: "nothing-to-set"
        }
    }
}
