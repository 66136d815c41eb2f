/// `snapshot list`: every snapshot the environment can be restored to, its own first.
package struct ListSnapshots: Verb {
    package static let name = "snapshot list"
    package static let kind = VerbKind.question

    package var environment: String

    package init(environment: String) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> [SnapshotAnswer] {
        let record = try transaction.environment(named: environment)
        return try transaction.snapshots(of: record.id).map { try transaction.answer(for: $0, of: record) }
    }
}
