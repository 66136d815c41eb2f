package import Addresses

/// A machine's public interface as the lease server knows it: which MAC may have an address, and on which network.
package struct LeaseInterface: Hashable, Sendable {
    package var mac: MACAddress
    package var machine: MachineID
    package var environment: EnvironmentID
    package var network: NetworkID
    package var role: String

    package init(
        mac: MACAddress, machine: MachineID, environment: EnvironmentID, network: NetworkID, role: String = ""
    ) {
        self.mac = mac
        self.machine = machine
        self.environment = environment
        self.network = network
        self.role = role
    }
}

/// What the registry knows of a MAC that asks: the answer to one look-up.
package struct KnownInterface: Hashable, Sendable {
    package var machine: MachineID
    /// The network the machine belongs to.
    package var network: NetworkID
    /// The number of its role in the book's `ReplyOptionsBook`.
    var role: UInt16
    /// The MAC's tie to an address, live or not.
    package var lease: Lease?
}
