internal import Addresses

/// What a clone will be, before any of it is there. `clone` and its plan begin with the same one, so that what the one
/// refuses the other refuses as well.
struct CloneBlueprint {
    let origin: EnvironmentRecord
    let name: String
    let network: NetworkRecord
    let snapshot: SnapshotRecord?
    let isolation: Isolation
    let machines: [MachineIdentity]

    /// Where the clone will say that it came from.
    var comesFrom: EnvironmentOrigin { EnvironmentOrigin(environment: origin.name, snapshot: snapshot?.name) }

    /// Machines with a public side: a domain controller has none (R87).
    var publicCount: Int { machines.count { !$0.isDomainController } }
}

extension CloneEnvironment {
    func blueprint(in transaction: Transaction) throws -> CloneBlueprint {
        let origin = try transaction.environment(named: environment)
        let name = try transaction.checkFree(environment: newName)
        let target = try network.map { try transaction.network(named: $0) } ?? transaction.network(origin.network)
        let snapshot = try snapshot.map { try transaction.snapshot(named: $0, of: origin) }
        var machines =
            try snapshot.map { try transaction.machines(of: $0).map(\.identity) }
            ?? transaction.machines(of: origin.id).map(\.identity)
        guard !machines.isEmpty else { throw RegistryError.machine(.none(environment: origin.name)) }
        if let customization {
            machines = try transaction.customized(machines, customization, of: origin)
        } else if origin.isolation == .customized {
            // Its machines have no private network on which the same names could be apart.
            throw RegistryError.machine(.onlyCustomized(environment: origin.name))
        } else if acceptsOutsideDomain != true {
            try DirectoryRules.checkClonable(transaction.directory(of: origin.id), of: origin.name)
        }
        return CloneBlueprint(
            origin: origin, name: name, network: target, snapshot: snapshot,
            isolation: customization == nil ? .dualInterface : .customized, machines: machines)
    }
}
