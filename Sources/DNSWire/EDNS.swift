/// What a query says in its OPT record (RFC 6891 §6.1).
public struct EDNS: Hashable, Sendable {
    /// The largest UDP reply the requestor takes; below 512 counts as 512 (§6.2.3).
    public var payloadSize: Int
    /// 0; any other version is answered BADVERS.
    public var version: UInt8
    /// The DO bit (RFC 3225).
    public var wantsDNSSEC: Bool
    /// Whether the query has an NSID option, whatever is in it (RFC 5001 §2.1).
    public var wantsServerIdentifier = false
    /// Where the octets of the first COOKIE option are: a client cookie of 8, and perhaps a server cookie of 8 to 32.
    /// Any further COOKIE option is ignored (RFC 7873 §5.2).
    public var cookie: Range<Int>?

    /// What every server must be able to send and every client to receive (RFC 1035 §4.2.1).
    public static var minimumPayloadSize: Int { 512 }
    /// What passes every network unfragmented (DNS Flag Day 2020), and what our own OPT record says.
    public static var ourPayloadSize: Int { 1232 }
    /// An OPT record without options: root, type, class, TTL and the length of nothing.
    public static var recordSize: Int { 11 }

    /// Reads class, TTL and options of an OPT record. Unknown options are stepped over (§6.1.2).
    ///
    /// What another version's options look like is that version's business, so they are not looked at.
    ///
    /// - Parameter fixed: the offset of its class.
    /// - Returns: `nil` if the options do not fill the RDATA exactly, or a cookie has no length that a cookie can have.
    init?(_ message: Span<UInt8>, fixed: Int, rdata: Range<Int>) {
        guard let size = message.uint16(at: fixed), let flags = message.uint32(at: fixed &+ 2) else { return nil }
        payloadSize = max(Int(size), Self.minimumPayloadSize)
        version = UInt8(truncatingIfNeeded: flags >> 16)
        wantsDNSSEC = flags & 0x8000 != 0
        guard version == 0 else { return }
        var position = rdata.lowerBound
        while position < rdata.upperBound {
            guard let option = message.uint16(at: position), let length = message.uint16(at: position &+ 2) else {
                return nil
            }
            let start = position &+ EDNSOption.headerSize
            let end = start &+ Int(length)
            guard end <= rdata.upperBound else { return nil }
            switch option {
            case EDNSOption.serverIdentifier:
                wantsServerIdentifier = true
            case EDNSOption.cookie where cookie == nil:
                guard length == 8 || (16...40).contains(length) else { return nil }
                cookie = start..<end
            default:
                break
            }
            position = end
        }
    }
}
