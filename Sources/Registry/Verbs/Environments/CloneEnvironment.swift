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
    /// Machines with names of their own and no private network, in place of identical ones (R18).
    package var customization: Customization?
    /// Whose the clone is, what it is for, and until when.
    package var edits: EnvironmentEdits?
    /// Clone although machines are tied to a directory outside (R86, R92).
    package var acceptsOutsideDomain: Bool?

    package init(
        environment: String, newName: String, snapshot: String? = nil, network: String? = nil,
        customization: Customization? = nil, edits: EnvironmentEdits? = nil, acceptsOutsideDomain: Bool? = nil
    ) {
        self.environment = environment
        self.newName = newName
        self.snapshot = snapshot
        self.network = network
        self.customization = customization
        self.edits = edits
        self.acceptsOutsideDomain = acceptsOutsideDomain
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let blueprint = try blueprint(in: transaction)
        let (origin, network) = (blueprint.origin, blueprint.network)
        let clone = try transaction.apply(
            edits,
            to: transaction.insertEnvironment(
                named: blueprint.name, on: network.id, isolation: blueprint.isolation,
                from: (origin.id, blueprint.comesFrom)))
        try transaction.record(
            Event(
                kind: .environmentCloned, network: network.name, environment: blueprint.name,
                detail: blueprint.snapshot.map { "\(origin.name) at \"\($0.name)\"" } ?? origin.name))
        for machine in blueprint.machines {
            _ = try transaction.insertMachine(machine, of: clone, on: network)
        }
        // To a snapshot from before it was customized no copy can return: it would be what its origin is.
        if blueprint.isolation == .dualInterface { try transaction.copySnapshots(from: origin.id, to: clone.id) }
        try transaction.copyDependencies(from: origin.id, to: clone.id)
        try transaction.copyDirectory(from: origin, to: clone)
        transaction.touch(clone.id, on: network.id)
        return try transaction.answer(for: clone)
    }
}
