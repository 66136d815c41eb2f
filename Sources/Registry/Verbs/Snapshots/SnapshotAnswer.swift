/// A snapshot as an environment sees it.
package struct SnapshotAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var environment: String
    /// The environment it was taken in: this one, or one it was cloned from.
    package var takenIn: String
    package var taken: UTCTime
    package var machines: [String]
}

extension Transaction {
    func answer(for snapshot: SnapshotRecord, of environment: EnvironmentRecord) throws -> SnapshotAnswer {
        try SnapshotAnswer(
            name: snapshot.name, environment: environment.name, takenIn: snapshot.sourceName, taken: snapshot.taken,
            machines: machines(of: snapshot).map(\.identity.name))
    }
}
