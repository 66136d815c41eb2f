/// `env set`: whose an environment is, what it is for, its tags, until when it is wanted, and what is known of its
/// directory. What is not given stays.
package struct SetEnvironment: Verb {
    package static let name = "env set"
    package static let kind = VerbKind.change

    package var environment: String
    package var edits: EnvironmentEdits
    package var directory: DirectoryEdits?

    package init(environment: String, edits: EnvironmentEdits, directory: DirectoryEdits? = nil) {
        self.environment = environment
        self.edits = edits
        self.directory = directory
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let record = try transaction.environment(named: environment)
        guard !edits.isEmpty || directory?.isEmpty == false else {
            throw RegistryError.environment(.nothingToSet(record.name))
        }
        try transaction.apply(directory, toDirectoryOf: record)
        return try transaction.answer(for: transaction.apply(edits, to: record))
    }
}
