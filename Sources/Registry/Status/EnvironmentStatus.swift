/// The state of an environment, from those of its machines.
package struct EnvironmentStatus: Codable, Hashable, Sendable {
    package var state: IsolationState
    @ExplicitNull package var cause: String?
    @ExplicitNull package var remedy: String?
    package var machines: [MachineStatus]

    init(of facts: [MachineFacts], environment: String, _ service: RegistryService, at now: Int64) {
        let machines = facts.map { MachineStatus($0, service, at: now) }
        self.machines = machines
        // Of a domain controller nothing is expected, so it makes nothing ready either.
        let expected = zip(facts, machines).filter { !$0.0.isDomainController }.map(\.1.state)
        state = machines.isEmpty ? .notConfigured : Self.state(expected)
        let waiting = machines.filter { $0.state != .ready }
        // What has failed is what to look at first.
        guard let first = waiting.first(where: { $0.state == .failed }) ?? waiting.first else {
            guard machines.isEmpty else { return }
            cause = "it has no machine"
            remedy = "add one with `namesake machine add \(environment) NAME`"
            return
        }
        let detail = "\(first.name): \(first.cause ?? first.state.rawValue)"
        cause =
            waiting.count == 1
            ? detail
            : "\(waiting.count) of \(machines.count) machines are not ready (\(Self.list(waiting.map(\.name)))); \(detail)"
        remedy = first.remedy
    }

    private static func state(_ states: [IsolationState]) -> IsolationState {
        if states.contains(.failed) { return .failed }
        if states.allSatisfy({ $0 == .ready }) { return .ready }
        if states.contains(.ready) { return .partiallyReady }
        if states.contains(.inProgress) { return .inProgress }
        return states.allSatisfy { $0 == .notConfigured } ? .notConfigured : .notReady
    }

    private static let longestList = 8

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(longestList).joined(separator: ", ")
        return names.count > longestList ? shown + ", ..." : shown
    }

    /// Without its machines, for a list.
    var summary: StatusSummary { StatusSummary(state: state, cause: cause, remedy: remedy) }
}

/// The state of an environment in one line.
package struct StatusSummary: Codable, Hashable, Sendable {
    package var state: IsolationState
    @ExplicitNull package var cause: String?
    @ExplicitNull package var remedy: String?
}
