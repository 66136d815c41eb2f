package import Addresses

/// What makes a guest obey the rules of its environment: one machine, seen from inside.
///
/// Nothing in it is particular to a clone. No alias, no public MAC and no environment's name is here, so what is made of
/// it for the original is, octet for octet, what is made for every clone, and a clone that was copied with its files has
/// the right ones.
package struct GuestState: Hashable, Sendable {
    /// The computer name: the same in every clone.
    package var machine: HostLabel
    /// What follows the computer name in its full name.
    package var domain: DomainName
    package var `private`: PrivateSide
    /// How public interfaces are told; `nil`: the machine has none, because it is a domain controller (R87).
    package var `public`: PublicSide?
    /// The other machines of the environment (R43), without those whose names the directory answers (R90).
    package var hosts: [HostsEntry]
    /// `nil`: there is no domain controller, hence no name server inside (R42).
    package var directory: Directory?

    package init(
        machine: HostLabel, domain: DomainName, private: PrivateSide, public: PublicSide?, hosts: [HostsEntry],
        directory: Directory? = nil
    ) {
        self.machine = machine
        self.domain = domain
        self.private = `private`
        self.public = `public`
        self.hosts = hosts
        self.directory = directory
    }
}

/// The interface that is the same in every clone (R45-R52).
package struct PrivateSide: Hashable, Sendable {
    package var mac: MACAddress
    package var address: IPv4Address
    package var prefixLength: Int

    package init(mac: MACAddress, address: IPv4Address, prefixLength: Int) {
        self.mac = mac
        self.address = address
        self.prefixLength = prefixLength
    }

    /// `192.168.23.1/24`
    package var addressAndPrefix: String { "\(address)/\(prefixLength)" }
}

/// The interface that is unique in every clone. Its MAC is not said: it is another in each, and a restore changes it.
package struct PublicSide: Hashable, Sendable {
    /// Names of interfaces, of which the one with the private MAC is excepted.
    package var interfaces: [InterfacePattern]

    package init(interfaces: [InterfacePattern] = InterfacePattern.ethernet) {
        self.interfaces = interfaces
    }
}

/// The name servers inside an environment with domain controllers (R89, R90).
package struct Directory: Hashable, Sendable {
    /// The controllers' private addresses, the one to be asked first first.
    package var servers: [IPv4Address]
    /// The domain they answer for. `nil`: not known, so they are asked everything.
    package var domain: DomainName?

    package init(servers: [IPv4Address], domain: DomainName?) {
        self.servers = servers
        self.domain = domain
    }
}
