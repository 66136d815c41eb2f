/// `machine add`: one more machine in an environment. Its clones are not changed.
package struct AddMachine: Verb {
    package static let name = "machine add"
    package static let kind = VerbKind.change

    package var environment: String
    package var machine: MachineSpecification

    package init(environment: String, machine: MachineSpecification) {
        self.environment = environment
        self.machine = machine
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let record = try transaction.environment(named: environment)
        let network = try transaction.network(record.network)
        try transaction.add([machine], to: record, on: network)
        transaction.touch(record.id, on: network.id)
        return try transaction.answer(for: record)
    }
}
