package import Addresses
package import DHCPWire

/// Where a reply goes (RFC 2131 §4.1), as a function of values so that the RFC's table can be its test.
package enum ReplyDestination: Hashable, Sendable {
    /// To the relay agent's server port.
    case relay(IPv4Address)
    /// To an address that the client uses already. On the link, in a frame to its own MAC: asking who has the address
    /// (ARP) could find the machine that it was cloned from.
    case renewing(IPv4Address, MACAddress)
    /// The same for a client behind a router: the kernel finds the way.
    case routed(IPv4Address)
    /// To the address that the client is being given, in a frame to its MAC: it cannot answer ARP yet.
    case unicast(IPv4Address, MACAddress)
    /// To 255.255.255.255 on the link that the request came from.
    case broadcast

    /// A refusal is always broadcast: its `ciaddr` may belong to the machine this one was cloned from.
    ///
    /// - Parameter isRouted: whether the request came unicast from another link without a relay.
    package init(for request: DHCPHeader, reply: DHCPMessageType, yiaddr: IPv4Address, isRouted: Bool) {
        if request.isRelayed {
            self = .relay(request.giaddr)
        } else if reply == .nak {
            self = .broadcast
        } else if request.ciaddr != .any {
            self = isRouted ? .routed(request.ciaddr) : .renewing(request.ciaddr, request.chaddr)
        } else if request.isBroadcastAsked || yiaddr == .any {
            self = .broadcast
        } else {
            self = .unicast(yiaddr, request.chaddr)
        }
    }
}
