internal import Addresses

/// An environment with everything that connection kits and identity variables say of it.
package struct EnvironmentKit: Codable, Hashable, Sendable {
    package var environment: EnvironmentAnswer
    /// The domain of its network.
    package var domain: String
    /// The environment that the line of clones began with: itself, if it is no clone. All of them are the same inside,
    /// host keys included.
    package var original: String
    /// Twelve hexadecimal digits that no other environment ever has, whatever it is renamed to.
    package var cloneID: String

    package init(environment: EnvironmentAnswer, domain: String, original: String, cloneID: String) {
        self.environment = environment
        self.domain = domain
        self.original = original
        self.cloneID = cloneID
    }
}

/// `export` and `env vars`: one environment, or all of them by name.
package struct ExportEnvironments: Verb {
    package static let name = "export"
    package static let kind = VerbKind.question

    package var environment: String?

    package init(environment: String?) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> [EnvironmentKit] {
        let records =
            try environment.map { [try transaction.environment(named: $0)] } ?? transaction.environments()
        return try records.map { record in
            let identity = try transaction.identity(of: record)
            return try EnvironmentKit(
                environment: transaction.answer(for: record),
                domain: transaction.network(record.network).settings.domain.description, original: identity.original,
                cloneID: identity.cloneID)
        }
    }
}
