/// A snapshot as an environment sees it.
package struct SnapshotAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var environment: String
    /// The environment it was taken in: this one, or one it was cloned from.
    package var takenIn: String
    package var taken: UTCTime
    package var machines: [String]
    /// What a directory may not survive; absent if there is nothing to fear.
    package var excess: SnapshotExcess?
}

/// More snapshots than an environment with a domain controller should have.
package struct SnapshotExcess: Codable, Hashable, Sendable {
    package var snapshots: Int
    package var limit: Int
}

extension Transaction {
    func answer(for snapshot: SnapshotRecord, of environment: EnvironmentRecord) throws -> SnapshotAnswer {
        try SnapshotAnswer(
            name: snapshot.name, environment: environment.name, takenIn: snapshot.sourceName, taken: snapshot.taken,
            machines: machines(of: snapshot).map(\.identity.name))
    }
}
