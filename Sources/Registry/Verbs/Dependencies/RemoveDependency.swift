/// `dependency remove`: the environment does not use it any more. Its clones have dependencies of their own.
package struct RemoveDependency: Verb {
    package static let name = "dependency remove"
    package static let kind = VerbKind.change

    package var environment: String
    package var dependency: String

    package init(environment: String, dependency: String) {
        self.environment = environment
        self.dependency = dependency
    }

    package func perform(in transaction: Transaction) throws -> RemovalAnswer {
        let record = try transaction.environment(named: environment)
        let all = try transaction.dependencies(of: record.id)
        guard let found = all.first(where: { Names.areSame($0.name, dependency) }) else {
            throw RegistryError.name(
                .unknown(
                    .dependency, name: dependency, environment: record.name, known: all.prefix(8).map(\.name)))
        }
        try transaction.deleteDependency(found.name, of: record.id)
        try transaction.record(
            Event(
                kind: .dependencyRemoved, environment: record.name, detail: "\(found.name) on \(found.on)"))
        return RemovalAnswer(name: found.name)
    }
}
