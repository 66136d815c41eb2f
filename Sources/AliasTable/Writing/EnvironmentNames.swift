public import Addresses

/// An environment as the table takes it in: its names and the machines that have an alias.
public struct EnvironmentNames: Sendable {
    public var id: Int64
    public var name: [UInt8]
    public var domain: DomainName
    /// The environment it was cloned from; empty if it is no clone.
    public var origin: [UInt8]
    public var machines: [MachineNames]

    public init(id: Int64, name: [UInt8], domain: DomainName, origin: [UInt8], machines: [MachineNames]) {
        self.id = id
        self.name = name
        self.domain = domain
        self.origin = origin
        self.machines = machines
    }
}

/// The hosts of a network: each has a name and an address for good.
public struct HostNames: Sendable {
    /// The network's.
    public var id: Int64
    public var domain: DomainName
    public var hosts: [(name: [UInt8], address: IPv4Address)]

    public init(id: Int64, domain: DomainName, hosts: [(name: [UInt8], address: IPv4Address)]) {
        self.id = id
        self.domain = domain
        self.hosts = hosts
    }
}

/// A machine with an alias.
public struct MachineNames: Sendable {
    public var id: Int64
    public var name: [UInt8]
    /// The alias's label.
    public var alias: [UInt8]
    public var word: LeaseWord

    public init(id: Int64, name: [UInt8], alias: [UInt8], word: LeaseWord) {
        self.id = id
        self.name = name
        self.alias = alias
        self.word = word
    }
}
