internal import Addresses
package import DHCPWire
package import Registry

/// What to do about a message: a function of the message, how it came, what is true of leases and the time.
///
/// It goes by `chaddr` and nothing else (R1): clones share everything a guest can say of itself. It changes nothing; the
/// caller applies the changes to the book before it decides the next message of the batch.
///
/// - Parameters:
///   - datagram: the octets that `request` was read from.
///   - recentDeclines: how many addresses the MAC has declined lately.
///   - sighting: where the MAC was seen last.
///   - verdict: what the wire said, if an earlier decision about this message wanted it asked.
///   - now: seconds UTC. Everything that expired up to now has been told (`ExpiryWheel`).
package func decide(
    _ request: DHCPMessage, of datagram: Span<UInt8>, arrival: LeaseArrival, relays: RelayPolicy, book: LeaseBook,
    recentDeclines: Int, sighting: Sighting? = nil, verdict: ProbeVerdict? = nil, now: Int64
) -> LeaseDecision {
    do {
        if request.type == .leaseQuery {
            let answer = try answerLeaseQuery(request, arrival: arrival, relays: relays, book: book, now: now)
            return LeaseDecision(changes: [], reply: nil, drop: nil, answer: answer)
        }
        let context = try DecisionContext(
            request, of: datagram, arrival: arrival, relays: relays, book: book, sighting: sighting, verdict: verdict,
            now: now)
        if case .strayed(let count) = context.client.kind { return context.dropPrivateMAC(of: count) }
        if context.isHeld, !context.isExtendingOwnLease {
            return .drop(.heldMAC, [context.event(.heldMAC, context.client.lease?.address, "asked while it is held")])
        }
        var placement = context.placement
        if placement == .moved, let probe = context.probeOfOldPlace {
            guard let verdict, verdict.probe == probe else { return .ask(probe) }
            if verdict.holder == context.mac { placement = .duplicate }
        }
        let evidence = context.evidence(of: placement)
        guard placement != .duplicate else { return .drop(.duplicateMAC, evidence) }
        var decision =
            switch request.type {
            case .discover: context.decideDiscover()
            case .request: context.decideRequest()
            // Only from where the lease is (R14, R15).
            case .release where placement == .expected: context.decideRelease()
            case .decline where placement == .expected: context.decideDecline(recentDeclines: recentDeclines)
            case .release, .decline: LeaseDecision.drop(.notHolder)
            case .inform: context.decideInform()
            default: LeaseDecision.drop(.notAClientMessage)
            }
        decision.changes += evidence
        decision.sighting = context.sighting(after: placement)
        return decision
    } catch {
        return .drop(error)
    }
}
