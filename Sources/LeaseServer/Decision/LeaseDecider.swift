package import DHCPWire
package import Registry

/// Decides messages one after another, applies what was decided to the book, and remembers the little that is no lease:
/// what evidence was written lately, and who declined.
///
/// A batch is `begin`, a `decide` for each message, the transaction, then `commit` or `rollback`, for the book and for
/// this alike. One thread uses it.
package struct LeaseDecider {
    package var relays: RelayPolicy
    private var memory = Memory()
    private var saved: Memory?

    private struct Memory {
        var evidence = EventThrottle()
        var declines = RecentDeclines()
    }

    package init(relays: RelayPolicy = RelayPolicy()) {
        self.relays = relays
    }

    package mutating func begin(_ book: LeaseBook) {
        book.begin()
        saved = memory
    }

    package mutating func commit(_ book: LeaseBook) {
        book.commit()
        saved = nil
    }

    package mutating func rollback(_ book: LeaseBook) {
        book.rollback()
        memory = saved ?? memory
        saved = nil
    }

    /// Decides one message and applies its changes to the book.
    ///
    /// - Returns: the decision, without the events that have been written often enough.
    package mutating func decide(
        _ request: DHCPMessage, of datagram: Span<UInt8>, arrival: LeaseArrival, book: LeaseBook, now: Int64
    ) -> LeaseDecision {
        let mac = request.header.chaddr
        let recentDeclines = request.type == .decline ? memory.declines.count(of: mac, at: now) : 0
        var decision = LeaseServer.decide(
            request, of: datagram, arrival: arrival, relays: relays, book: book, recentDeclines: recentDeclines,
            now: now)
        decision.changes.removeAll { change in
            if case .event(let event) = change { !memory.evidence.admits(event, at: now) } else { false }
        }
        for change in decision.changes {
            book.apply(change)
            if case .event(let event) = change, event.kind == .leaseDeclined {
                memory.declines.note(mac, at: now)
            }
        }
        return decision
    }
}
