package import Logging
internal import ServiceLifecycle

/// Tells of requests that got no reply: counts, a line a minute at most.
///
/// A warning if somebody may be waiting who should have been answered. That strangers ask and get silence is no trouble,
/// but who wonders why a guest has no address finds the reason there.
package struct LossWatch: Service {
    private let leases: LeaseService
    private let logger: Logger

    package init(leases: LeaseService, logger: Logger) {
        self.leases = leases
        self.logger = logger
    }

    package func run() async throws {
        var report = LossReport()
        let clock = ContinuousClock()
        var isStopping = false
        while !isStopping {
            let isOver = await cancelWhenGracefulShutdown {
                try? await Task.sleep(for: .seconds(1))
                return Task.isCancelled
            }
            isStopping = isOver || Task.isCancelled
            if let news = report.news(of: leases.losses, at: clock.now, isLast: isStopping) { tell(news) }
        }
    }

    private func tell(_ news: [Loss: UInt64]) {
        let isFailure = news.keys.contains(where: \.isFailure)
        logger.log(
            level: isFailure ? .warning : .info, "requests got no reply",
            metadata: Logger.Metadata(uniqueKeysWithValues: news.map { ($0.key.name, "\($0.value)") }))
    }
}
