internal import GRDB

/// What `env delete` and `machine remove` have freed, and what of it rests until when.
package struct DeletionAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var machineCount: Int
    /// Machines that left a MAC or an address behind.
    package var resting: [Rest]
}

/// `env delete`: the environment, its machines and their leases go in one transaction. Its clones stay.
package struct DeleteEnvironment: Verb {
    package static let name = "env delete"
    package static let kind = VerbKind.change

    package var environment: String

    package init(environment: String) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> DeletionAnswer {
        let record = try transaction.environment(named: environment)
        let network = try transaction.network(record.network)
        let machines = try transaction.machines(of: record.id)
        let rests = try machines.map { try transaction.deleteMachine($0, of: record, on: network) }
        try transaction.database.execute(sql: "DELETE FROM environment WHERE id = ?", arguments: [record.id])
        try transaction.record(
            Event(kind: .environmentDeleted, network: network.name, environment: record.name))
        transaction.touch(record.id, on: network.id)
        return DeletionAnswer(
            name: record.name, machineCount: machines.count, resting: rests.filter { $0.mac != nil })
    }
}
