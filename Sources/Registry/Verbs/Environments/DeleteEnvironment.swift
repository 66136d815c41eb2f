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
        try transaction.delete(transaction.environment(named: environment))
    }
}

extension Transaction {
    /// The end of an environment, whoever wants it: a person, or the clock.
    func delete(_ environment: EnvironmentRecord) throws -> DeletionAnswer {
        let network = try network(environment.network)
        if let restore = try restore(of: environment) {
            try end(restore, .cancelled, detail: "the environment was deleted")
        }
        let machines = try machines(of: environment.id)
        let rests = try machines.map { try deleteMachine($0, of: environment, on: network) }
        try database.execute(sql: "DELETE FROM environment WHERE id = ?", arguments: [environment.id])
        try record(Event(kind: .environmentDeleted, network: network.name, environment: environment.name))
        touch(environment.id, on: network.id)
        return DeletionAnswer(
            name: environment.name, machineCount: machines.count, resting: rests.filter { $0.mac != nil })
    }
}
