internal import Logging

/// What the server does by itself when its moment has come: ends of environments, ends of restores.
extension WriterThread {
    /// How many environments are looked at in one second: deleting one takes about a millisecond, and packets wait.
    private static let environmentsPerTick = 8

    func keepAgenda(at now: Int64) {
        if let next = agenda.next, next <= now { reachDeadlines(at: now) }
        for restore in agenda.restores where restore.mayBeOver(in: book) {
            settle(restore.environment)
        }
    }

    private func reachDeadlines(at now: Int64) {
        let limit = Self.environmentsPerTick + stuckEnvironments.count
        let due = try? store.read { try EnvironmentAgenda.due(at: now, limit: limit, in: $0) }
        for id in due ?? [] where !stuckEnvironments.contains(id) {
            switch perform(ReachDeadline(environment: id)) {
            case .success(.some(let reached)):
                log.notice(
                    reached.hasExpired
                        ? "an environment's time is over: it was deleted" : "an environment's time is nearly over",
                    metadata: ["environment": "\(reached.environment)", "until": "\(reached.until)"])
            case .success(.none):
                break
            case .failure(let error):
                // One that cannot be deleted keeps nobody else from it. It is tried again after a restart.
                guard !store.isBroken else { return }
                stuckEnvironments.insert(id)
                log.error(
                    "an environment whose time is over cannot be deleted",
                    metadata: ["environment": "\(id.rawValue)", "reason": "\(error)"])
            }
        }
    }

    private func settle(_ environment: EnvironmentID) {
        guard case .success(let ended?) = perform(SettleRestore(environment: environment)) else { return }
        log.info(
            "a restore is over: every machine has its own MAC and address again",
            metadata: [
                "environment": "\(ended.environment)", "snapshot": "\(ended.snapshot)", "seconds": "\(ended.seconds)",
            ])
    }
}
