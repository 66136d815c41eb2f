internal import Addresses
package import DHCPWire
package import Registry

/// Decides messages one after another, applies what was decided to the book, and remembers the little that is no lease:
/// what evidence was written lately, and who declined.
///
/// A batch is `begin`, a `decide` for each message, the transaction, then `commit` or `rollback`, for the book and for
/// this alike. One thread uses it.
package struct LeaseDecider {
    package var relays: RelayPolicy
    private var evidence = EventThrottle()
    private var declines = RecentDeclines()
    private var savedDeclines = RecentDeclines()
    /// Where each registered MAC was seen last. What is seen stays seen, whatever becomes of the batch.
    private var sightings: [MACAddress: Sighting] = [:]
    /// Only hints, which the book confirms: they are not rolled back either.
    private var identifiers = ClientIdentifiers()
    private var names = HostNames()

    package init(relays: RelayPolicy = RelayPolicy()) {
        self.relays = relays
    }

    package mutating func begin(_ book: LeaseBook) {
        book.begin()
        evidence.begin()
        savedDeclines = declines
    }

    package mutating func commit(_ book: LeaseBook) {
        book.commit()
    }

    package mutating func rollback(_ book: LeaseBook) {
        book.rollback()
        evidence.rollback()
        declines = savedDeclines
    }

    /// Decides one message and applies its changes to the book.
    ///
    /// - Returns: the decision, without the events that have been written often enough.
    package mutating func decide(
        _ request: DHCPMessage, of datagram: Span<UInt8>, arrival: LeaseArrival, book: LeaseBook,
        verdict: ProbeVerdict? = nil, now: Int64
    ) -> LeaseDecision {
        let mac = request.header.chaddr
        let recentDeclines = request.type == .decline ? declines.count(of: mac, at: now) : 0
        var decision = LeaseServer.decide(
            request, of: datagram, arrival: arrival, relays: relays, book: book, recentDeclines: recentDeclines,
            sighting: sightings[mac], verdict: verdict, now: now)
        if let sighting = decision.sighting { sightings[mac] = sighting }
        decision.changes.removeAll { change in
            if case .event(let event) = change { !evidence.admits(event, at: now) } else { false }
        }
        for change in decision.changes {
            book.apply(change)
            if case .event(let event) = change, event.kind == .leaseDeclined {
                declines.note(mac, at: now)
            }
        }
        if let lease = begunLease(in: decision, of: mac, book) {
            if let shared = sharedIdentifier(of: lease, book, at: now) { decision.changes.append(shared) }
            if let name = HostNames.name(in: request, of: datagram),
                let shared = sharedName(name, of: lease, book, at: now)
            {
                decision.changes.append(shared)
            }
        }
        return decision
    }

    /// The machine's lease that the decision has begun.
    private func begunLease(in decision: LeaseDecision, of mac: MACAddress, _ book: LeaseBook) -> Lease? {
        let hasBegun = decision.changes.contains { change in
            if case .event(let event) = change { event.kind == .leaseBegan } else { false }
        }
        return hasBegun ? book.lease(of: mac).flatMap { $0.machine == nil ? nil : $0 } : nil
    }

    /// Evidence that another machine has the client identifier with which this one's lease has just begun.
    private mutating func sharedIdentifier(of lease: Lease, _ book: LeaseBook, at now: Int64) -> LeaseChange? {
        guard let other = identifiers.other(than: lease, in: book, at: now) else { return nil }
        return shared(
            .sharedIdentifier, lease, with: other, book, at: now,
            "has the client identifier of \(other): a server that goes by it would give both one address")
    }

    /// Evidence that another machine goes by the name that this one, whose lease has just begun, says it has.
    private mutating func sharedName(
        _ name: [UInt8], of lease: Lease, _ book: LeaseBook, at now: Int64
    ) -> LeaseChange? {
        guard let other = names.other(than: lease, named: name, in: book, at: now) else { return nil }
        let isLabel = name.allSatisfy { (0x21...0x7E).contains($0) }
        let text = isLabel ? String(decoding: name, as: UTF8.self) : "a name that is none"
        return shared(
            .sharedName, lease, with: other, book, at: now,
            "calls itself \(text) as \(other) does: a name server that took guests' own names would lose one of them")
    }

    private mutating func shared(
        _ kind: LeaseEvent.Kind, _ lease: Lease, with other: MACAddress, _ book: LeaseBook, at now: Int64,
        _ detail: String
    ) -> LeaseChange? {
        let event = LeaseEvent(
            kind: kind, mac: lease.mac, address: lease.address, network: lease.network, machine: lease.machine,
            otherMAC: other, otherMachine: book.interface(of: other)?.machine, detail: detail)
        return evidence.admits(event, at: now) ? .event(event) : nil
    }
}
