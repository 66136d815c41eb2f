/// `dependency list`: what an environment depends on outside, by name.
package struct ListDependencies: Verb {
    package static let name = "dependency list"
    package static let kind = VerbKind.question

    package var environment: String

    package init(environment: String) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> [DependencyAnswer] {
        let record = try transaction.environment(named: environment)
        return try transaction.dependencies(of: record.id).map(DependencyAnswer.init)
    }
}
