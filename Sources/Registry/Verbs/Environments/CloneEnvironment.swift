internal import GRDB

/// `clone`: an environment with the same machines inside, and others outside (R34, R36).
package struct CloneEnvironment: Verb {
    package static let name = "clone"
    package static let kind = VerbKind.change

    package var environment: String
    package var newName: String
    /// Clone what the environment was then, not what it is now.
    package var snapshot: String?
    /// The origin's own network if it is left out.
    package var network: String?

    package init(environment: String, newName: String, snapshot: String? = nil, network: String? = nil) {
        self.environment = environment
        self.newName = newName
        self.snapshot = snapshot
        self.network = network
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let origin = try transaction.environment(named: environment)
        let name = try transaction.checkFree(environment: newName)
        let target = try network.map { try transaction.network(named: $0) } ?? transaction.network(origin.network)
        let snapshot = try snapshot.map { try transaction.snapshot(named: $0, of: origin) }
        let identities =
            try snapshot.map { try transaction.machines(of: $0).map(\.identity) }
            ?? transaction.machines(of: origin.id).map(\.identity)
        guard !identities.isEmpty else { throw RegistryError.machine(.none(environment: origin.name)) }
        let clone = try transaction.insertEnvironment(
            named: name, on: target.id,
            from: (origin.id, EnvironmentOrigin(environment: origin.name, snapshot: snapshot?.name)))
        try transaction.record(
            Event(
                kind: .environmentCloned, network: target.name, environment: name,
                detail: snapshot.map { "\(origin.name) at \"\($0.name)\"" } ?? origin.name))
        for identity in identities {
            _ = try transaction.insertMachine(identity, of: clone, on: target)
        }
        try transaction.copySnapshots(from: origin.id, to: clone.id)
        transaction.touch(clone.id, on: target.id)
        return try transaction.answer(for: clone)
    }
}
