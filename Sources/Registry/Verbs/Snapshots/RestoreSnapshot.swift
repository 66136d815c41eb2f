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
    /// When the restore began: now, or when the same was asked for before.
    package var began: UTCTime
    /// The MACs that are held, because two machines have them for a moment.
    package var held: [MACAddress]
    /// Until when, at most; `null`: none is held.
    @ExplicitNull package var heldUntil: UTCTime?
    /// Whether this restore was open already.
    package var again: Bool
    /// The snapshot of another restore that was open and is given up by this.
    @ExplicitNull package var replaces: String?
}

/// `restore`: begins a restore, and names, for each machine, the MAC that the snapshot rolls back to and the MAC to put
/// back.
///
/// A snapshot of that name taken in the environment itself is preferred to one that came from its origin. The registry
/// keeps what is true: the machines' own MACs do not change. From now on, until every machine has been seen with its own
/// MAC, the MACs that roll back and are another machine's are held (R18). The same can be asked for again at any time: it
/// is the same restore, and the holds begin anew.
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
        let plan = try RestorePlan(of: record, to: snapshot, in: transaction)
        let open = try transaction.restore(of: record)
        let isAgain = open?.isOf(snapshot) ?? false
        if let open, !isAgain {
            try transaction.end(open, .cancelled, detail: "replaced by a restore to \(snapshot.name)")
        }
        let restore = try open.flatMap { isAgain ? $0 : nil } ?? begin(plan, snapshot, of: record, in: transaction)
        let held = try hold(restore, in: transaction)
        return RestoreAnswer(
            environment: record.name, snapshot: snapshot.name, takenIn: snapshot.sourceName, taken: snapshot.taken,
            machines: plan.machines, began: UTCTime(rawValue: restore.began / 1000),
            held: held.machines.filter(\.holds).map(\.rolledBack),
            heldUntil: held.machines.contains(where: \.holds) ? held.holdUntil : nil, again: isAgain,
            replaces: isAgain ? nil : open?.snapshot)
    }

    private func begin(
        _ plan: RestorePlan, _ snapshot: SnapshotRecord, of environment: EnvironmentRecord, in transaction: Transaction
    ) throws -> RestoreRecord {
        let restore = RestoreRecord(
            environment: environment, snapshot: snapshot.name, sourceName: snapshot.sourceName, taken: snapshot.taken,
            began: transaction.milliseconds, holdUntil: transaction.now, machines: plan.journal)
        try transaction.insert(restore)
        try transaction.record(
            Event(kind: .restoreBegan, environment: environment.name, detail: snapshot.name))
        for machine in plan.machines where machine.rolledBack != machine.putBack {
            try transaction.record(
                Event(
                    kind: .restorePlanned, environment: environment.name, machine: machine.name,
                    mac: machine.rolledBack,
                    detail: "\(snapshot.name): \(machine.putBack.map { "put back \($0)" } ?? "no MAC to put back")"))
        }
        return restore
    }

    private func hold(_ restore: RestoreRecord, in transaction: Transaction) throws -> RestoreRecord {
        var held = restore
        held.holdUntil = transaction.now.adding(seconds: Transaction.restoreHoldSeconds)
        try transaction.hold(held)
        return held
    }
}
