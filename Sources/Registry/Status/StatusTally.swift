/// Adds up the states of an environment's machines, without a word about each: a list has a hundred thousand of them.
struct StatusTally {
    private(set) var count = 0
    /// The states, each once, of the machines that something is expected of.
    private var expected: [IsolationState] = []
    private var waitingCount = 0
    /// The first few that are not ready.
    private var waitingNames: [String] = []
    /// What to look at first: a machine that has failed, else one that is not ready.
    private var first: (facts: MachineFacts, state: IsolationState)?

    private static let longestList = 8

    mutating func add(_ facts: MachineFacts, _ service: RegistryService, at now: Int64) {
        let state = facts.derive(service, at: now).0
        count += 1
        // Of a domain controller nothing is expected, so it makes nothing ready either.
        if !facts.isDomainController, !expected.contains(state) { expected.append(state) }
        guard state != .ready else { return }
        waitingCount += 1
        if waitingNames.count < Self.longestList { waitingNames.append(facts.name) }
        if first.map({ $0.state != .failed && state == .failed }) ?? true { first = (facts, state) }
    }

    func summary(of environment: String, _ service: RegistryService, at now: Int64) -> StatusSummary {
        guard count > 0 else {
            return StatusSummary(
                state: .notConfigured, cause: "it has no machine",
                remedy: "add one with `namesake machine add \(environment) NAME`")
        }
        guard var facts = first?.facts else { return StatusSummary(state: state, cause: nil, remedy: nil) }
        facts.environment = environment
        let status = MachineStatus(facts, service, at: now)
        let detail = "\(status.name): \(status.cause ?? status.state.rawValue)"
        let names = waitingNames.joined(separator: ", ") + (waitingCount > waitingNames.count ? ", ..." : "")
        return StatusSummary(
            state: state,
            cause: waitingCount == 1
                ? detail : "\(waitingCount) of \(count) machines are not ready (\(names)); \(detail)",
            remedy: status.remedy)
    }

    private var state: IsolationState {
        if expected.contains(.failed) { return .failed }
        if expected.allSatisfy({ $0 == .ready }) { return .ready }
        if expected.contains(.ready) { return .partiallyReady }
        if expected.contains(.inProgress) { return .inProgress }
        return expected == [.notConfigured] ? .notConfigured : .notReady
    }
}
