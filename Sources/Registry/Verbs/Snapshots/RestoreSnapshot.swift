package import Addresses

/// What a restore does to a machine's public MAC, and what must be done about it (R63, R64).
package struct RestoredMachine: Codable, Hashable, Sendable {
    package var name: String
    /// The MAC that the restored machine has: the one it had where and when the snapshot was taken.
    @ExplicitNull package var rolledBack: MACAddress?
    /// The MAC that it must be given again: the one registered for it here.
    @ExplicitNull package var putBack: MACAddress?
    /// Who has the MAC that it rolls back to, if somebody else does: the machine it is in conflict with meanwhile.
    @ExplicitNull package var conflictsWith: String?
}

package struct RestoreAnswer: Codable, Hashable, Sendable {
    package var environment: String
    package var snapshot: String
    /// The environment in which the snapshot was taken.
    package var takenIn: String
    package var taken: UTCTime
    package var machines: [RestoredMachine]
}

/// `restore`: names, for each machine, the MAC that the snapshot rolls back to and the MAC to put back.
///
/// A snapshot of that name taken in the environment itself is preferred to one that came from its origin. The registry
/// keeps what is true: the machines' own MACs do not change, so this can be asked again at any time.
package struct RestoreSnapshot: Verb {
    package static let name = "restore"
    package static let kind = VerbKind.change

    package var environment: String
    package var snapshot: String

    package init(environment: String, snapshot: String) {
        self.environment = environment
        self.snapshot = snapshot
    }

    package func perform(in transaction: Transaction) throws -> RestoreAnswer {
        let record = try transaction.environment(named: environment)
        let snapshot = try transaction.snapshot(named: snapshot, of: record)
        let registered = try transaction.machines(of: record.id)
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
        for machine in machines where machine.rolledBack != machine.putBack {
            try transaction.record(
                Event(
                    kind: .restorePlanned, environment: record.name, machine: machine.name, mac: machine.rolledBack,
                    detail: "\(snapshot.name): \(machine.putBack.map { "put back \($0)" } ?? "no MAC to put back")"))
        }
        return RestoreAnswer(
            environment: record.name, snapshot: snapshot.name, takenIn: snapshot.sourceName, taken: snapshot.taken,
            machines: machines)
    }
}
