internal import Addresses
internal import DHCPWire
internal import Registry

extension DecisionContext {
    /// How long a declined address rests, in seconds. Minutes: the other machine may be a clone with a stale lease.
    static let declinedRestSeconds: Int64 = 600
    /// How long after an ACK a DECLINE is believed, in seconds: a client probes at once.
    static let declineWindowSeconds: Int64 = 60
    /// How many addresses a MAC may decline in ten minutes.
    static let declineLimit = 3

    /// DECLINE (RFC 2131 §4.3.3): the address rests, and the next DISCOVER gets another. It can cost only the sender's
    /// own address, only just after it was given, and only now and then (R15).
    func decideDecline(recentDeclines: Int) -> LeaseDecision {
        guard isOurs(request.serverIdentifier) else { return .drop(.foreignServer) }
        guard isAtHome else { return .drop(.wrongNetwork) }
        if let verdict { return decideDeclined(verdict) }
        guard request.header.ciaddr == .any, let lease = client.lease, lease.isLive(at: now),
            lease.address == request.requestedAddress
        else { return .drop(.notHolder) }
        guard lease.starts >= now - Self.declineWindowSeconds, recentDeclines < Self.declineLimit else {
            return .drop(.declineNotBelieved)
        }
        if let probe = probe(of: lease.address) {
            var ended = lease
            ended.state = .released
            ended.expires = now
            return .ask(probe, [.put(ended), event(.leaseDeclined, lease.address)])
        }
        // A host's address is its own whatever happens: it is offered again, and the history tells that it was in use.
        guard client.reserved == nil else {
            return .silent([.drop(mac), event(.leaseDeclined, lease.address)])
        }
        return .silent([
            .drop(mac),
            .rest(
                RestingAddress(
                    address: lease.address, network: lease.network, until: after(Self.declinedRestSeconds),
                    reason: .declined)),
            event(.leaseDeclined, lease.address),
        ])
    }

    /// What the wire said of an address that was declined a moment ago (R15). One of our own machines that uses it is told
    /// better, and the address stays, as a host's does; a stranger is left in peace; and if nobody uses it, nothing has happened.
    private func decideDeclined(_ verdict: ProbeVerdict) -> LeaseDecision {
        guard let lease = client.lease, lease.address == verdict.probe.address, !lease.isLive(at: now),
            let stranger = stranger(on: verdict.probe)
        else { return .silent([]) }
        let evidence = evidence(of: stranger, using: lease.address)
        guard book.interface(of: stranger) == nil, client.reserved == nil else { return .silent(evidence) }
        return .silent([.drop(mac), rest(lease.address)] + evidence)
    }
}
