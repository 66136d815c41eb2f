internal import GRDB

/// `conflicts`: what is wrong in the registry, what the lease server has seen since a moment, and what would collide
/// without isolation.
package struct ListConflicts: Verb {
    package static let name = "conflicts"
    package static let kind = VerbKind.question

    package enum Part: String, Codable, Hashable, Sendable {
        /// Evidence.
        case seen
        /// Groups of machines that are the same.
        case predicted
    }

    /// What was seen since then; `nil`: in the last day.
    package var since: UTCTime?
    /// Only what concerns this environment.
    package var environment: String?
    /// What is wrong now is always told; `nil`: both parts as well.
    package var part: Part?
    /// Names at which zone files have records, under networks' domains.
    package var zoneNames: [ZoneName]?

    package static let defaultSeconds: Int64 = 86_400
    static let limit = 10_000

    package init(
        since: UTCTime? = nil, environment: String? = nil, part: Part? = nil, zoneNames: [ZoneName]? = nil
    ) {
        self.since = since
        self.environment = environment
        self.part = part
        self.zoneNames = zoneNames
    }

    package func perform(in transaction: Transaction) throws -> [ConflictAnswer] {
        let record = try environment.map { try transaction.environment(named: $0) }
        var answers = try transaction.wrongIdentities(of: record) + transaction.hiddenNames(zoneNames ?? [], of: record)
        if part != .predicted {
            let since = since ?? transaction.now.adding(seconds: -Self.defaultSeconds)
            answers += try transaction.evidence(since: since, of: record)
        }
        answers.sort(by: ConflictAnswer.isBefore)
        if part != .seen { answers += try transaction.predictedConflicts(of: record) }
        return Array(answers.prefix(Self.limit))
    }
}
