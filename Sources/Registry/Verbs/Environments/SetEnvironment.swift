/// `env set`: whose an environment is, what it is for, its tags, and until when it is wanted. What is not given stays.
package struct SetEnvironment: Verb {
    package static let name = "env set"
    package static let kind = VerbKind.change

    package var environment: String
    package var edits: EnvironmentEdits

    package init(environment: String, edits: EnvironmentEdits) {
        self.environment = environment
        self.edits = edits
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let record = try transaction.environment(named: environment)
        guard !edits.isEmpty else { throw RegistryError.environment(.nothingToSet(record.name)) }
        return try transaction.answer(for: transaction.apply(edits, to: record))
    }
}
