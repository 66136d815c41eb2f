/// Why bytes are not a DHCP message that a server may act on. Without payload: a refused packet costs no allocation.
public enum DHCPMessageError: Error, Hashable, Sendable {
    /// Shorter than the fixed fields and the magic cookie, or longer than a UDP datagram.
    case wrongLength
    /// A BOOTP message of another kind, or not BOOTP at all (RFC 2131 §3).
    case noMagicCookie
    /// An option reaches beyond its field.
    case truncatedOption
    /// Option 52 is not one of 1, 2, 3.
    case wrongOverload
    /// Not exactly one option 53 with a type that is known.
    case wrongMessageType
    /// An option of fixed length has another one.
    case wrongOptionLength
    /// `hlen` and `htype` are not Ethernet's, or `chaddr` is no machine's (R3).
    case wrongHardwareAddress
    /// More relays than RFC 1542 §4.1.1 allows.
    case tooManyHops
}
