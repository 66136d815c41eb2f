internal import GRDB

/// `snapshot delete`: the environment forgets the snapshot. Copies that its clones hold stay.
package struct DeleteSnapshot: Verb {
    package static let name = "snapshot delete"
    package static let kind = VerbKind.change

    package var environment: String
    package var snapshot: String

    package init(environment: String, snapshot: String) {
        self.environment = environment
        self.snapshot = snapshot
    }

    package func perform(in transaction: Transaction) throws -> RemovalAnswer {
        let record = try transaction.environment(named: environment)
        let snapshot = try transaction.snapshot(named: snapshot, of: record)
        try transaction.database.execute(sql: "DELETE FROM snapshot WHERE id = ?", arguments: [snapshot.id])
        try transaction.record(Event(kind: .snapshotDeleted, environment: record.name, detail: snapshot.name))
        return RemovalAnswer(name: snapshot.name)
    }
}
