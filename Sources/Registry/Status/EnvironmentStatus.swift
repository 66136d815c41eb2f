/// The state of an environment, from those of its machines.
package struct EnvironmentStatus: Codable, Hashable, Sendable {
    package var state: IsolationState
    @ExplicitNull package var cause: String?
    @ExplicitNull package var remedy: String?
    package var machines: [MachineStatus]

    init(of facts: [MachineFacts], environment: String, _ service: RegistryService, at now: Int64) {
        var tally = StatusTally()
        for machine in facts { tally.add(machine, service, at: now) }
        let summary = tally.summary(of: environment, service, at: now)
        state = summary.state
        cause = summary.cause
        remedy = summary.remedy
        machines = facts.map { MachineStatus($0, service, at: now) }
    }
}

/// The state of an environment in one line.
package struct StatusSummary: Codable, Hashable, Sendable {
    package var state: IsolationState
    @ExplicitNull package var cause: String?
    @ExplicitNull package var remedy: String?
}
