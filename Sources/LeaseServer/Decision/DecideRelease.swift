internal import Addresses
internal import DHCPWire
internal import Registry

extension DecisionContext {
    /// RELEASE (RFC 2131 §4.3.4): the lease ends, the tie stays. Only the holder can, from its own network (R14). There
    /// is never a reply.
    func decideRelease() -> LeaseDecision {
        guard isOurs(request.serverIdentifier) else { return .drop(.foreignServer) }
        guard isAtHome else { return .drop(.wrongNetwork) }
        guard var lease = client.lease, lease.isLive(at: now), lease.address == request.header.ciaddr else {
            return .drop(.notHolder)
        }
        lease.state = .released
        lease.expires = now
        return .silent([.put(lease), event(.leaseReleased, lease.address)])
    }
}
