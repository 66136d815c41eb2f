/// `machine remove`: a machine goes; the others keep their addresses (R46).
package struct RemoveMachine: Verb {
    package static let name = "machine remove"
    package static let kind = VerbKind.change

    package var environment: String
    package var machine: String

    package init(environment: String, machine: String) {
        self.environment = environment
        self.machine = machine
    }

    package func perform(in transaction: Transaction) throws -> DeletionAnswer {
        let record = try transaction.environment(named: environment)
        let network = try transaction.network(record.network)
        let machine = try transaction.machine(named: machine, of: record)
        let rest = try transaction.deleteMachine(machine, of: record, on: network)
        transaction.touch(record.id, on: network.id)
        return DeletionAnswer(
            name: machine.identity.name, machineCount: 1, resting: rest.mac == nil ? [] : [rest])
    }
}
