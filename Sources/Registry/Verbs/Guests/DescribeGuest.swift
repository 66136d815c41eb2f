package import Addresses

/// A machine seen from inside: what makes its guest obey. The same in every clone.
package struct GuestDescription: Codable, Hashable, Sendable {
    package var environment: String
    package var machine: String
    /// What follows the computer name in its full name.
    package var domain: DomainName
    package var `private`: PrivateInterfaceAnswer
    /// The length of the private network's prefix.
    package var prefixLength: Int
    /// Not for a domain controller (R87).
    package var hasPublicInterface: Bool
    package var hosts: [HostsLine]
    /// The environment's domain controllers, the one to be asked first first; empty where there is none (R42).
    package var nameServers: [IPv4Address]
    /// The domain they answer for, where it is known.
    @ExplicitNull package var directoryDomain: DomainName?
}

/// `guest`: what a guest must be told (R41-R54, R90).
package struct DescribeGuest: Verb {
    package static let name = "guest"
    package static let kind = VerbKind.question

    package var environment: String
    package var machine: String

    package init(environment: String, machine: String) {
        self.environment = environment
        self.machine = machine
    }

    package func perform(in transaction: Transaction) throws -> GuestDescription {
        let record = try transaction.environment(named: environment)
        let itself = try transaction.machine(named: machine, of: record)
        guard let address = itself.identity.privateAddress, let mac = itself.identity.privateMAC else {
            throw RegistryError.machine(
                .noPrivateInterface(environment: record.name, machine: itself.identity.name))
        }
        let inside = try transaction.inside(of: record)
        return try GuestDescription(
            environment: record.name, machine: itself.identity.name, domain: inside.domain,
            private: PrivateInterfaceAnswer(address: address, mac: mac),
            prefixLength: transaction.privateBlock(holding: address, of: record).prefixLength,
            hasPublicInterface: itself.publicMAC != nil, hosts: inside.hostsLines(for: itself),
            nameServers: inside.nameServers(for: itself), directoryDomain: inside.directoryDomain)
    }
}

extension Transaction {
    /// The private network that an address is in: the block of the environment's own network, or, for a clone on another
    /// network, of the one that its origin's machines were given addresses of.
    fileprivate func privateBlock(
        holding address: IPv4Address, of environment: EnvironmentRecord
    ) throws -> IPv4Network {
        let own = try network(environment.network).settings.privateBlock
        guard !own.contains(address) else { return own }
        let blocks = try networks().map(\.settings.privateBlock)
        return blocks.first { $0.contains(address) }
            ?? IPv4Network(containing: address, prefixLength: NetworkSettings.defaultPrivateBlock?.prefixLength ?? 24)
            ?? own
    }
}
