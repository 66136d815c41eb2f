/// Decides when losses are told: soon after the first, then at most once a minute, and only when there are new ones. A
/// flood is a few lines in the log, whatever it is made of.
struct LossReport {
    /// How long nothing is told after something was.
    static let interval = Duration.seconds(60)

    private var told: [Loss: UInt64] = [:]
    private var quietUntil: ContinuousClock.Instant?

    /// What has been lost since the last line, if now is the time for one.
    ///
    /// - Parameters:
    ///   - losses: all since the beginning.
    ///   - isLast: whether there will be no other moment.
    mutating func news(
        of losses: [Loss: UInt64], at now: ContinuousClock.Instant, isLast: Bool = false
    ) -> [Loss: UInt64]? {
        if let quietUntil, now < quietUntil, !isLast { return nil }
        let news = losses.filter { $0.value > told[$0.key, default: 0] }
        guard !news.isEmpty else { return nil }
        let growth = Dictionary(uniqueKeysWithValues: news.map { ($0.key, $0.value - told[$0.key, default: 0]) })
        told.merge(news) { $1 }
        quietUntil = now + Self.interval
        return growth
    }
}
