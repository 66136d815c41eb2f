/// An environment's state, each machine's, and the restore that is open.
package struct StatusAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var state: IsolationState
    @ExplicitNull package var cause: String?
    @ExplicitNull package var remedy: String?
    package var machines: [MachineStatus]
    /// The snapshot that it is being restored to; `null`: no restore is open.
    @ExplicitNull package var restoring: String?
    @ExplicitNull package var until: UTCTime?
    package var expiring: Bool
}

/// `env status`, and what `wait` asks again and again: whether an environment can be reached, and if not, why.
package struct ShowStatus: Verb {
    package static let name = "env status"
    package static let kind = VerbKind.question

    package var environment: String
    /// Only these machines; none: all of them.
    package var machines: [String]

    package init(environment: String, machines: [String] = []) {
        self.environment = environment
        self.machines = machines
    }

    package func perform(in transaction: Transaction) throws -> StatusAnswer {
        let record = try transaction.environment(named: environment)
        let chosen =
            try machines.isEmpty
            ? transaction.machines(of: record.id) : machines.map { try transaction.machine(named: $0, of: record) }
        let status = try StatusReader(transaction).status(of: record, chosen)
        return try StatusAnswer(
            name: record.name, state: status.state, cause: status.cause, remedy: status.remedy,
            machines: status.machines, restoring: transaction.restore(of: record)?.snapshot, until: record.until,
            expiring: record.isExpiring(at: transaction.now))
    }
}
