/// Why a message gets no answer. Each is counted.
package enum DropReason: String, Error, Hashable, Sendable, CaseIterable {
    /// A reply, or a message type that no client sends (R3).
    case notAClientMessage
    /// `htype`, `hlen` or `chaddr` is no Ethernet machine's, or too many hops (R3).
    case unfitHeader
    /// The frame's sender is not `chaddr`, and no relay or router explains it (R3).
    case spoofedSender
    /// The MAC is in no registered public interface and no host's, and there is no guest range, or not for it (R4).
    case unknownMAC
    /// More packets a second than the MAC, or all unknown ones together, may send.
    case tooManyPackets
    /// The MAC is a machine's private one, which has no business here.
    case privateMAC
    case relayNotAllowed
    /// The request's link is no registered network.
    case noNetwork
    /// The interface has no address to be the server identifier.
    case noServerAddress
    /// The machine belongs to another network than the one it asks on.
    case wrongNetwork
    /// The client means another server (R7).
    case foreignServer
    /// The fields and options contradict each other (RFC 2131 table 5).
    case contradictory
    /// Two machines have the MAC just now, and nothing but the lease it has is promised to it (R18).
    case heldMAC
    /// The MAC was seen elsewhere a moment ago and has a lease there (R18).
    case duplicateMAC
    /// The range has no address left.
    case noAddressLeft
    /// A RELEASE or DECLINE of an address that is not the sender's, or not now (R14, R15).
    case notHolder
    /// A DECLINE long after the ACK, or one of too many (R15).
    case declineNotBelieved
    /// A refusal for a machine behind a router: a broadcast does not reach it, its relay will once it rebinds.
    case refusalUnreachable
}
