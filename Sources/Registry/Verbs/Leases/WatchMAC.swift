package import Addresses

/// What the lease server has been told of a MAC.
package struct WatchAnswer: Codable, Hashable, Sendable {
    package var mac: MACAddress
    @ExplicitNull package var environment: String?
    @ExplicitNull package var machine: String?
    /// `null`: not held.
    @ExplicitNull package var heldUntil: UTCTime?
    /// `null`: not suspect.
    @ExplicitNull package var suspectUntil: UTCTime?
}

/// `lease hold`, `lease unhold` and `lease kick`: what whoever restores a clone tells the lease server (R18, R19).
///
/// Before a snapshot of the original is restored in a clone, the original's MAC is held: for a moment two machines have
/// it. Then its lease can be extended and nothing else. Afterwards the clone's MAC is kicked: its leases are short for a
/// while, so that a guest that still believes in the original's address soon asks again.
package struct WatchMAC: Verb {
    package static let name = "lease watch"
    package static let kind = VerbKind.change

    package enum Action: Codable, Hashable, Sendable {
        case hold(seconds: Int64)
        case unhold
        case kick(seconds: Int64)
    }

    package static let defaultHoldSeconds: Int64 = 60
    package static let defaultKickSeconds: Int64 = 600
    package static let secondsBounds: ClosedRange<Int64> = 1...86_400

    package var mac: MACAddress
    package var action: Action

    package init(mac: MACAddress, action: Action) {
        self.mac = mac
        self.action = action
    }

    package func perform(in transaction: Transaction) throws -> WatchAnswer {
        guard let owner = try transaction.publicMachine(of: mac) else {
            throw RegistryError.lookup(.notPublic(mac))
        }
        var watch = try transaction.watch(of: mac) ?? MACWatch()
        switch action {
        case .hold(let seconds): watch.heldUntil = try transaction.moment(after: seconds)
        case .unhold: watch.heldUntil = 0
        case .kick(let seconds): watch.suspectUntil = try transaction.moment(after: seconds)
        }
        let now = transaction.now.rawValue
        let isOver = !watch.isHeld(at: now) && !watch.isSuspect(at: now)
        try transaction.applyLeaseChanges([.watch(mac, isOver ? nil : watch)])
        return WatchAnswer(
            mac: mac, environment: owner.environment, machine: owner.machine,
            heldUntil: watch.isHeld(at: now) ? UTCTime(rawValue: watch.heldUntil) : nil,
            suspectUntil: watch.isSuspect(at: now) ? UTCTime(rawValue: watch.suspectUntil) : nil)
    }
}

extension Transaction {
    fileprivate func moment(after seconds: Int64) throws -> Int64 {
        let bounds = WatchMAC.secondsBounds
        guard bounds.contains(seconds) else {
            throw RegistryError.request(
                .refused(
                    reason:
                        "\(seconds) seconds are not from \(bounds.lowerBound) to \(bounds.upperBound): give a time in between with --seconds"
                ))
        }
        return now.rawValue + seconds
    }
}
