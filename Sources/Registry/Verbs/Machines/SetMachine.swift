internal import GRDB

/// `machine set`: another role. Its clones are not changed, and neither is what it is inside or outside.
package struct SetMachine: Verb {
    package static let name = "machine set"
    package static let kind = VerbKind.change

    package var environment: String
    package var machine: String
    /// Empty: none.
    package var role: String

    package init(environment: String, machine: String, role: String) {
        self.environment = environment
        self.machine = machine
        self.role = role
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let record = try transaction.environment(named: environment)
        let network = try transaction.network(record.network)
        let machine = try transaction.machine(named: machine, of: record)
        if !role.isEmpty { _ = try Names.checkLabel(role, .role) }
        try transaction.database.execute(
            sql: "UPDATE machine SET role = ? WHERE id = ?", arguments: [role, machine.id])
        try transaction.record(
            Event(
                kind: .machineChanged, network: network.name, environment: record.name,
                machine: machine.identity.name, mac: machine.publicMAC, alias: machine.alias, detail: role))
        // Guests are told by role what they are told.
        transaction.touch(record.id, on: network.id)
        return try transaction.answer(for: record)
    }
}
