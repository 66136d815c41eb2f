internal import Addresses

/// The state of a machine: derived from what was seen, never stored, never assumed.
package struct MachineStatus: Codable, Hashable, Sendable {
    package var name: String
    package var state: IsolationState
    /// What was seen, as one sentence; `null` if there is nothing to say.
    @ExplicitNull package var cause: String?
    /// What to do, as one sentence.
    @ExplicitNull package var remedy: String?

    init(_ facts: MachineFacts, _ service: RegistryService, at now: Int64) {
        let (state, cause) = facts.derive(service, at: now)
        name = facts.name
        self.state = state
        self.cause = cause?.sentence
        remedy = cause?.remedy(for: facts)
    }
}

extension MachineFacts {
    /// How long two machines with one MAC are still taken to be there after they were last seen, in seconds: such
    /// evidence is written once a minute, and a renewal proves nothing, since both of them renew.
    static let duplicateMemory: Int64 = 120

    /// The one place that says what a machine's state is.
    func derive(_ service: RegistryService, at now: Int64) -> (IsolationState, StatusCause?) {
        guard !isDomainController else { return (.ready, .domainController) }
        guard let mac else { return (.notConfigured, .noPublicInterface) }
        guard service != .none else { return (.notReady, .notServed) }
        if let restore, !restore.isRight(lease, at: now) {
            if restore.holdUntil <= now { return (.failed, .restoreOverdue(restore, mac)) }
            if let seen = restore.rolledBackSeen, let lease, lease.starts >= restore.began / 1000 {
                return (.inProgress, .rolledBackSeen(restore, mac, at: seen / 1000))
            }
            return (.inProgress, .beingRestored(restore, mac))
        }
        guard let lease, lease.isLive(at: now) else { return withoutLease(mac, service, at: now) }
        if let conflict = conflict(since: lease.starts, at: now) { return (.failed, .conflict(conflict, mac)) }
        return (.ready, nil)
    }

    private func withoutLease(
        _ mac: MACAddress, _ service: RegistryService, at now: Int64
    ) -> (IsolationState, StatusCause?) {
        if service == .names { return (.notReady, .noLeasesGiven) }
        if let watch, watch.isHeld(at: now) {
            return (.notReady, .held(mac, environment: heldFor, until: watch.heldUntil))
        }
        guard let lease else { return (.notReady, .neverLeased(mac)) }
        switch lease.state {
        case .offered: return lease.expires > now ? (.inProgress, .offered(lease)) : (.notReady, .neverLeased(mac))
        case .bound: return (.notReady, .leaseEnded(lease))
        case .released, .declined: return (.notReady, .leaseReleased(lease))
        }
    }

    /// The newest evidence that still stands. A lease that has begun or was renewed after it has outlived it.
    private func conflict(since starts: Int64, at now: Int64) -> ConflictSighting? {
        sightings.filter { sighting in
            ConflictSighting.kinds.contains(sighting.kind)
                && (sighting.at > starts
                    || sighting.kind == .duplicateMAC && sighting.at > now - Self.duplicateMemory)
        }.max { $0.at < $1.at }
    }
}
