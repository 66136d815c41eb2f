package import Addresses

/// The alias of a machine: the answer to the article's first step (R67, R68).
package struct AliasAnswer: Codable, Hashable, Sendable {
    package var environment: String
    package var machine: String
    package var alias: String
    package var fqdn: String
    @ExplicitNull package var address: IPv4Address?
}

/// `alias`: the name a machine of an environment is known by outside.
package struct FindAlias: Verb {
    package static let name = "alias"
    package static let kind = VerbKind.question

    package var environment: String
    /// May be left out where one machine has an alias.
    package var machine: String?

    package init(environment: String, machine: String? = nil) {
        self.environment = environment
        self.machine = machine
    }

    package func perform(in transaction: Transaction) throws -> AliasAnswer {
        let record = try transaction.environment(named: environment)
        let found =
            try machine.map { try transaction.machine(named: $0, of: record) } ?? only(of: record, in: transaction)
        let domain = try transaction.network(record.network).settings.domain
        let answer = try transaction.answer(for: found, domain: domain)
        guard let outside = answer.public else {
            throw RegistryError.machine(.noAlias(environment: record.name, machine: found.identity.name))
        }
        return AliasAnswer(
            environment: record.name, machine: found.identity.name, alias: outside.alias, fqdn: outside.fqdn,
            address: outside.address)
    }

    private func only(of environment: EnvironmentRecord, in transaction: Transaction) throws -> MachineRecord {
        let machines = try transaction.machines(of: environment.id).filter { $0.alias != nil }
        guard let only = machines.first, machines.count == 1 else {
            throw RegistryError.machine(
                machines.isEmpty
                    ? .none(environment: environment.name)
                    : .ambiguous(environment: environment.name, machines: machines.prefix(8).map(\.identity.name)))
        }
        return only
    }
}
