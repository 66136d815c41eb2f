/// Whether an environment can be reached by its own names, and nothing else by them: the article's product has these six
/// words for it, in this order on start and on restore.
package enum IsolationState: String, Codable, Hashable, Sendable {
    /// There is nothing outside that could be reached.
    case notConfigured = "Not configured"
    case notReady = "Not ready"
    case inProgress = "In progress"
    /// Of an environment: some of its machines are ready.
    case partiallyReady = "Partially ready"
    case ready = "Ready"
    /// It will not become ready by waiting.
    case failed = "Failed"
}
