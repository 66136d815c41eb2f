package import Addresses

/// Whoever must know at once what the registry has committed: the name server's table of aliases.
///
/// Every method is called on the writer thread, after the commit and before the answer to the change leaves, so that a
/// change that was acknowledged is a change that is answered.
package protocol RegistryPublication: AnyObject {
    /// Everything, at start, after a change of a network and after a failure.
    ///
    /// - Parameters:
    ///   - hosts: every network's.
    ///   - environments: all of them, without their machines.
    ///   - machineCount: about how many machines will come.
    ///   - read: calls its argument with each machine and its environment. A machine of an environment that is not
    ///     there is to be ignored.
    /// - Throws: what `read` throws; then the names that were published before still stand.
    func replaceAll(
        networks: [PublishedNetwork], hosts: [NetworkID: [PublishedHost]], environments: [PublishedEnvironment],
        machineCount: Int, machines read: (_ tell: (EnvironmentID, PublishedMachine) -> Void) throws -> Void
    ) rethrows
    /// The environments as they are now; `nil` for one that is gone. All of them appear at once.
    func replace(_ environments: [EnvironmentID: PublishedEnvironment?])
    /// The network's hosts as they are now. All of them appear at once.
    func replace(hosts: [PublishedHost], of network: PublishedNetwork)
    /// Leases that began, were renewed or ended.
    func publish(_ leases: [PublishedLease])
    /// The SOA serials of zones that changed, by apex.
    func publish(serials: [DomainName: UInt32])
}

/// A network as the name server sees it.
package struct PublishedNetwork: Hashable, Sendable {
    package var id: NetworkID
    package var name: String
    package var cidr: IPv4Network
    package var domain: DomainName

    package init(id: NetworkID, name: String, cidr: IPv4Network, domain: DomainName) {
        self.id = id
        self.name = name
        self.cidr = cidr
        self.domain = domain
    }
}

/// A host as the name server sees it: `<name>.<domain>` has the address, whether it is leased now or not.
package struct PublishedHost: Hashable, Sendable {
    package var name: String
    package var address: IPv4Address

    package init(name: String, address: IPv4Address) {
        self.name = name
        self.address = address
    }
}

/// An environment as the name server sees it: only machines that have a public interface.
package struct PublishedEnvironment: Hashable, Sendable {
    package var id: EnvironmentID
    package var name: String
    package var network: NetworkID
    package var domain: DomainName
    /// The environment this one was cloned from.
    package var origin: String?
    package var machines: [PublishedMachine]

    package init(
        id: EnvironmentID, name: String, network: NetworkID, domain: DomainName, origin: String?,
        machines: [PublishedMachine]
    ) {
        self.id = id
        self.name = name
        self.network = network
        self.domain = domain
        self.origin = origin
        self.machines = machines
    }
}

package struct PublishedMachine: Hashable, Sendable {
    package var id: MachineID
    package var name: String
    /// The alias's label, without the domain.
    package var alias: String
    /// The address it has now and when that ends (seconds UTC); `nil` while it has none.
    package var lease: LiveLease?

    package init(id: MachineID, name: String, alias: String, lease: LiveLease?) {
        self.id = id
        self.name = name
        self.alias = alias
        self.lease = lease
    }
}

package struct LiveLease: Hashable, Sendable {
    package var address: IPv4Address
    /// Seconds UTC since 1970.
    package var expires: Int64

    package init(address: IPv4Address, expires: Int64) {
        self.address = address
        self.expires = expires
    }
}

package struct PublishedLease: Hashable, Sendable {
    package var machine: MachineID
    /// `nil`: the machine has no address now.
    package var lease: LiveLease?

    package init(machine: MachineID, lease: LiveLease?) {
        self.machine = machine
        self.lease = lease
    }
}
