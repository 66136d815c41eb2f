package import Addresses
package import DHCPWire
package import Registry

/// A reply that has been decided and waits for its commit: what is to be said, not yet in octets.
package struct ReplyPlan: Hashable, Sendable {
    package var type: DHCPMessageType
    package var yiaddr: IPv4Address
    /// Option 54, and the address that the reply is sent from.
    package var serverIdentifier: IPv4Address
    package var options: ReplyOptions
    /// `nil` where no lease is given: NAK, and ACK to INFORM.
    package var leaseSeconds: Int64?
    /// Why a NAK refuses.
    package var refusal: Refusal?
    /// Whether it is an ACK that answers a DISCOVER, which must say so (RFC 4039 §3.1).
    package var isRapid = false
    /// Whether the client's option 118 is repeated (RFC 3011 §2: a client that sent it takes no reply without it).
    package var repeatsSubnetSelection = false
    package var destination: ReplyDestination

    /// Whether it offers no address, which says that the client may not choose one either (RFC 2563 §2).
    var isRefusingAutoConfiguration: Bool { type == .offer && yiaddr == .any }
}

/// Why a REQUEST is refused; a sentence of it goes into option 56.
package enum Refusal: Hashable, Sendable {
    case wrongNetwork
    case notYours

    var message: String {
        switch self {
        case .wrongNetwork: "this machine belongs to another network"
        case .notYours: "the address is not this machine's"
        }
    }
}
