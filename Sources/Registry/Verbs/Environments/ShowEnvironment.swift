/// `env show`: an environment, its machines, and what each has inside and outside.
package struct ShowEnvironment: Verb {
    package static let name = "env show"
    package static let kind = VerbKind.question

    package var environment: String

    package init(environment: String) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        try transaction.answer(for: transaction.environment(named: environment))
    }
}
