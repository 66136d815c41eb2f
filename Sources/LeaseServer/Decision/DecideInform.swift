internal import Addresses
internal import DHCPWire
internal import Registry

extension DecisionContext {
    /// INFORM (RFC 2131 §4.3.5): options for a machine that has its address from elsewhere; no address, no times (R16).
    ///
    /// The reply goes to `ciaddr`, so that must be an address of the link, or, through routers, the machine's own:
    /// otherwise a reply could be aimed at anybody.
    func decideInform() -> LeaseDecision {
        guard isAtHome else { return .drop(.wrongNetwork) }
        let ciaddr = request.header.ciaddr
        let isPlausible = link.path == .routed ? tie?.address == ciaddr : home.cidr.contains(ciaddr)
        guard isPlausible else { return .drop(.contradictory) }
        return .reply(reply(.ack))
    }
}
