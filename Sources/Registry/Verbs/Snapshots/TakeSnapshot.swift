/// `snapshot take`: remembers what every machine is now, its public MAC above all: a restore brings that back (R30).
package struct TakeSnapshot: Verb {
    package static let name = "snapshot take"
    package static let kind = VerbKind.change

    package var environment: String
    package var snapshot: String

    package init(environment: String, snapshot: String) {
        self.environment = environment
        self.snapshot = snapshot
    }

    package func perform(in transaction: Transaction) throws -> SnapshotAnswer {
        let record = try transaction.environment(named: environment)
        let name = try Names.checkSnapshot(snapshot)
        let taken = try transaction.snapshots(of: record.id)
        if let other = taken.first(where: { $0.isOwn && Names.areSame($0.name, name) }) {
            throw RegistryError.name(.taken(.snapshot, name: other.name, environment: record.name))
        }
        try transaction.takeSnapshot(named: name, of: record)
        try transaction.record(Event(kind: .snapshotTaken, environment: record.name, detail: name))
        var answer = try transaction.answer(for: transaction.snapshot(named: name, of: record), of: record)
        let count = taken.count + 1
        if count > DirectoryRules.mostSnapshots,
            try transaction.machines(of: record.id).contains(where: \.identity.isDomainController)
        {
            answer.excess = SnapshotExcess(snapshots: count, limit: DirectoryRules.mostSnapshots)
        }
        return answer
    }
}
