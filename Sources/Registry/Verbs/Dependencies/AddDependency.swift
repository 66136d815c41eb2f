/// `dependency add`: says that an environment uses something outside, which cannot tell its clones apart (R83, R93).
package struct AddDependency: Verb {
    package static let name = "dependency add"
    package static let kind = VerbKind.change

    package var environment: String
    package var dependency: DependencySpecification

    package init(environment: String, dependency: DependencySpecification) {
        self.environment = environment
        self.dependency = dependency
    }

    package func perform(in transaction: Transaction) throws -> DependencyAnswer {
        let record = try transaction.environment(named: environment)
        let network = try transaction.network(record.network)
        try transaction.add([dependency], to: record, on: network)
        try transaction.record(
            Event(
                kind: .dependencyAdded, network: network.name, environment: record.name,
                detail: "\(dependency.name) on \(dependency.on)"))
        return DependencyAnswer(dependency)
    }
}
