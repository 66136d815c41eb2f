public import Addresses

/// Where a client is, by what its relay says in option 82 (RFC 3046, RFC 3527).
public struct RelayLocation: Hashable, Sendable {
    /// Sub-option 5: the link of the client, where `giaddr` cannot say it (RFC 3527).
    public private(set) var linkSelection: IPv4Address?
    /// Sub-option 1: offsets into the option's octets.
    public private(set) var circuitID: Range<Int>?
    /// Sub-option 2: offsets into the option's octets.
    public private(set) var remoteID: Range<Int>?

    /// Reads the sub-options. There is no pad and no end among them (RFC 3046 §2.0). Of one that is repeated the first
    /// counts.
    init(readingFrom option: DHCPOptionValue, of message: Span<UInt8>) throws(DHCPMessageError) {
        var position = 0
        while position < option.count {
            guard position + 2 <= option.count else { throw .truncatedOption }
            let code = option.octet(at: position, of: message)
            let start = position + 2
            let end = start + Int(option.octet(at: position + 1, of: message))
            guard end <= option.count else { throw .truncatedOption }
            switch code {
            case 1 where circuitID == nil: circuitID = start..<end
            case 2 where remoteID == nil: remoteID = start..<end
            case 5 where linkSelection == nil:
                guard end - start == 4 else { throw .wrongOptionLength }
                linkSelection = IPv4Address(
                    option.octet(at: start, of: message), option.octet(at: start + 1, of: message),
                    option.octet(at: start + 2, of: message), option.octet(at: start + 3, of: message))
            default: break
            }
            position = end
        }
    }
}
