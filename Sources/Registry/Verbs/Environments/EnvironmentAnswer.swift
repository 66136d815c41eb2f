package import Addresses

/// An environment as `env show`, `env create` and `clone` print it.
package struct EnvironmentAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var network: String
    package var isolation: Isolation
    @ExplicitNull package var origin: EnvironmentOrigin?
    package var machines: [MachineAnswer]
    /// What it uses outside, by name.
    package var dependencies: [DependencyAnswer]
    @ExplicitNull package var owner: String?
    @ExplicitNull package var description: String?
    /// By name.
    package var tags: [String: String]
    /// When the server deletes it; `null`: it stays.
    @ExplicitNull package var until: UTCTime?
    /// Whether that is soon.
    package var expiring: Bool
    package var status: EnvironmentStatus
    /// What is known of its directory; `null`: nothing.
    @ExplicitNull package var directory: DirectorySettings?
}

/// A machine of an environment.
package struct MachineAnswer: Codable, Hashable, Sendable {
    package var name: String
    /// What a customized machine was called in the environment it was copied from; absent for all others.
    package var originalName: String?
    /// Empty if none was given.
    package var role: String
    package var domainController: Bool
    @ExplicitNull package var `private`: PrivateInterfaceAnswer?
    @ExplicitNull package var `public`: PublicInterfaceAnswer?
}

package struct PrivateInterfaceAnswer: Codable, Hashable, Sendable {
    package var address: IPv4Address
    package var mac: MACAddress
    /// The hypervisor whose range holds the MAC, so that it may give it out again (R52); absent if there is none.
    package var hypervisor: String?
}

package struct PublicInterfaceAnswer: Codable, Hashable, Sendable {
    package var mac: MACAddress
    package var alias: String
    package var fqdn: String
    /// The address it has now, and until when; `null` while it has none.
    @ExplicitNull package var address: IPv4Address?
    @ExplicitNull package var leaseExpires: UTCTime?
}

extension Transaction {
    /// The environment as it is now.
    func answer(for environment: EnvironmentRecord) throws -> EnvironmentAnswer {
        let network = try network(environment.network)
        let directory = try directory(of: environment.id)
        let machines = try machines(of: environment.id)
        return try EnvironmentAnswer(
            name: environment.name, network: network.name, isolation: environment.isolation, origin: environment.origin,
            machines: machines.map { try answer(for: $0, domain: network.settings.domain) },
            dependencies: dependencies(of: environment.id).map(DependencyAnswer.init),
            owner: environment.owner, description: environment.description, tags: tags(of: environment.id),
            until: environment.until, expiring: environment.isExpiring(at: now),
            status: StatusReader(self).status(of: environment, machines),
            directory: directory.isEmpty ? nil : directory)
    }

    func answer(for machine: MachineRecord, domain: DomainName) throws -> MachineAnswer {
        var answer = MachineAnswer(
            name: machine.identity.name, originalName: machine.identity.originalName, role: machine.identity.role,
            domainController: machine.identity.isDomainController,
            private: try privateInterface(of: machine.identity), public: nil)
        if let mac = machine.publicMAC, let alias = machine.alias {
            let live = machine.lease.flatMap { $0.isLive(at: now.rawValue) ? $0 : nil }
            answer.public = PublicInterfaceAnswer(
                mac: mac, alias: alias, fqdn: "\(alias).\(domain)", address: live?.address,
                leaseExpires: live.map { UTCTime(rawValue: $0.expires) })
        }
        return answer
    }

    func privateInterface(of identity: MachineIdentity) throws -> PrivateInterfaceAnswer? {
        guard let address = identity.privateAddress, let mac = identity.privateMAC else { return nil }
        return PrivateInterfaceAnswer(address: address, mac: mac, hypervisor: try hypervisor(givingOut: mac))
    }
}
