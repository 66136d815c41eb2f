internal import Synchronization
package import Telemetry

/// What the writer's transactions took: the writer adds, anybody may read.
final class WriterCounters: Sendable {
    struct Counts: Sendable {
        /// Of batches of lease changes: from the first statement until the disk has them.
        var commits = DurationHistogram()
        var changes: UInt64 = 0
        var largestBatch = 0
        var failures: UInt64 = 0
        /// Whether something failed to be written and nothing was since.
        var isFailing = false
    }

    private let counts = Mutex(Counts())

    func count(_ changes: Int, took nanoseconds: UInt64) {
        counts.withLock {
            $0.commits.add(nanoseconds: nanoseconds)
            $0.changes &+= UInt64(changes)
            $0.largestBatch = max($0.largestBatch, changes)
        }
    }

    func countFailure() {
        counts.withLock { $0.failures &+= 1 }
    }

    func note(isFailing: Bool) {
        counts.withLock { $0.isFailing = isFailing }
    }

    var now: Counts { counts.withLock { $0 } }
}

extension RegistryWriter {
    /// Whether something could not be written, and nothing was since.
    package var isFailing: Bool { counters.now.isFailing }

    /// What its transactions took, and how long it lets one wait now.
    package func metrics() async -> [MetricFamily] {
        let counts = counters.now
        let start = MonotonicClock.nanoseconds
        await turn()
        let lag = Double(MonotonicClock.nanoseconds &- start) / 1e9
        var commits = MetricFamily(
            "namesake_registry_commit_duration_seconds", .histogram,
            "Time that a batch of lease changes took until it was on disk")
        commits.add(counts.commits)
        return [
            commits,
            MetricFamily(
                "namesake_registry_lease_changes_total", .counter,
                "Lease changes and lines of history that were committed", Double(counts.changes)),
            MetricFamily(
                "namesake_registry_largest_batch", .gauge, "The most lease changes that one transaction has held",
                Double(counts.largestBatch)),
            MetricFamily(
                "namesake_registry_failures_total", .counter, "Transactions that the disk or a constraint refused",
                Double(counts.failures)),
            MetricFamily(
                "namesake_registry_lag_seconds", .gauge, "How long something waits now until the writer comes to it",
                lag),
        ]
    }
}
