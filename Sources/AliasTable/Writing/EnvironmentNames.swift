package import Addresses

/// An environment as the table takes it in: its names and the machines that have an alias.
package struct EnvironmentNames: Sendable {
    package var id: Int64
    package var name: [UInt8]
    package var domain: DomainName
    /// The environment it was cloned from; empty if it is no clone.
    package var origin: [UInt8]
    package var machines: [MachineNames]

    package init(id: Int64, name: [UInt8], domain: DomainName, origin: [UInt8], machines: [MachineNames]) {
        self.id = id
        self.name = name
        self.domain = domain
        self.origin = origin
        self.machines = machines
    }
}

/// The hosts of a network: each has a name and an address for good.
package struct HostNames: Sendable {
    /// The network's.
    package var id: Int64
    package var domain: DomainName
    package var hosts: [(name: [UInt8], address: IPv4Address)]

    package init(id: Int64, domain: DomainName, hosts: [(name: [UInt8], address: IPv4Address)]) {
        self.id = id
        self.domain = domain
        self.hosts = hosts
    }
}

/// A machine with an alias.
package struct MachineNames: Sendable {
    package var id: Int64
    package var name: [UInt8]
    /// The alias's label.
    package var alias: [UInt8]
    package var word: LeaseWord

    package init(id: Int64, name: [UInt8], alias: [UInt8], word: LeaseWord) {
        self.id = id
        self.name = name
        self.alias = alias
        self.word = word
    }
}
