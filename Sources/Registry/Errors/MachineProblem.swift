package import Addresses

/// Why an environment cannot have a machine as it was asked for.
package enum MachineProblem: Codable, Sendable, Equatable {
    case none(environment: String)
    /// R48: the private block has one address for each machine.
    case tooMany(environment: String, block: IPv4Network, limit: Int)
    case addressOutside(IPv4Address, machine: String, block: IPv4Network)
    /// The block's own or its broadcast address.
    case addressReserved(IPv4Address, machine: String, block: IPv4Network)
    case addressTaken(IPv4Address, machine: String, other: String)
    case macMulticast(MACAddress, machine: String)
    case macZero(machine: String)
    case macTaken(MACAddress, machine: String, other: String)
    case macOfHost(MACAddress, machine: String, host: String)
    /// A private MAC that a pool could give to a public interface.
    case macInPool(MACAddress, machine: String, pool: MACRange, network: String)
    /// R18: NetBIOS sees no more of a name than that.
    case computerNameTooLong(String, machine: String, limit: Int)
    /// `owner`: the machine as `environment/machine`, or the host; `nil`: another machine of the same command.
    case computerNameTaken(String, machine: String, owner: String?)
    /// A domain controller has no public side, and keeps its name.
    case customizedDomainController(environment: String, machine: String)
    /// A private interface for a machine of a customized environment.
    case noPrivateSide(environment: String, machine: String)
    /// A customized environment has no private network that could keep a clone apart.
    case onlyCustomized(environment: String)
    /// A domain controller has no public interface, hence no alias (R87).
    case noAlias(environment: String, machine: String)
    /// A machine that is not isolated has nothing inside.
    case noPrivateInterface(environment: String, machine: String)
    /// Several machines have an alias and none was named.
    case ambiguous(environment: String, machines: [String])

    package var code: String {
        switch self {
        case .none: "no-machine"
        case .tooMany: "too-many-machines"
        case .addressOutside: "address-outside-block"
        case .addressReserved: "address-reserved"
        case .addressTaken: "address-taken"
        case .macMulticast: "mac-multicast"
        case .macZero: "mac-zero"
        case .macTaken, .macOfHost: "mac-taken"
        case .macInPool: "mac-in-pool"
        case .computerNameTooLong: "computer-name-too-long"
        case .computerNameTaken: "computer-name-taken"
        case .customizedDomainController: "domain-controller-customized"
        case .noPrivateSide: "no-private-side"
        case .onlyCustomized: "only-customized"
        case .noAlias: "no-alias"
        case .noPrivateInterface: "no-private-interface"
        case .ambiguous: "machine-ambiguous"
        }
    }
}
