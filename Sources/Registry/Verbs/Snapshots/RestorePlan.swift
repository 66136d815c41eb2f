internal import Addresses

/// What a restore does to the MACs of an environment's machines, and what must be done about it (R63, R64).
struct RestorePlan {
    /// The snapshot's machines in their order, then those that it does not know.
    let machines: [RestoredMachine]
    /// The leases of the MACs to be put back, by the machine's name.
    private let leases: [String: Lease]

    init(of environment: EnvironmentRecord, to snapshot: SnapshotRecord, in transaction: Transaction) throws {
        let registered = try transaction.machines(of: environment.id)
        let remembered = try transaction.machines(of: snapshot)
        var machines: [RestoredMachine] = []
        for machine in remembered {
            let current = registered.first { Names.areSame($0.identity.name, machine.identity.name) }
            machines.append(
                RestoredMachine(
                    name: machine.identity.name, rolledBack: machine.publicMAC, putBack: current?.publicMAC,
                    conflictsWith: try machine.publicMAC.flatMap {
                        $0 == current?.publicMAC ? nil : try transaction.publicOwner(of: $0)
                    }))
        }
        for machine in registered
        where !remembered.contains(where: { Names.areSame($0.identity.name, machine.identity.name) }) {
            machines.append(
                RestoredMachine(
                    name: machine.identity.name, rolledBack: nil, putBack: machine.publicMAC, conflictsWith: nil))
        }
        self.machines = machines
        leases = Dictionary(registered.compactMap { machine in machine.lease.map { (machine.identity.name, $0) } }) {
            first, _ in first
        }
    }

    /// The machines to wait for: those that were rolled back and have a MAC to be put back. A MAC that is another machine's
    /// is held, unless that is a machine of this environment that must be able to ask with it.
    var journal: [RestoreMachineRecord] {
        let ownMACs = Set(machines.compactMap(\.putBack))
        return machines.compactMap { machine in
            guard let rolledBack = machine.rolledBack, machine.putBack != nil else { return nil }
            return RestoreMachineRecord(
                name: machine.name, rolledBack: rolledBack,
                holds: machine.conflictsWith != nil && !ownMACs.contains(rolledBack),
                leaseStarts: leases.first { Names.areSame($0.key, machine.name) }?.value.starts, confirmed: nil)
        }
    }
}
