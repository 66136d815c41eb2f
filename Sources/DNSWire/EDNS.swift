/// What a query says in its OPT record (RFC 6891 §6.1).
package struct EDNS: Hashable, Sendable {
    /// The largest UDP reply the requestor takes; below 512 counts as 512 (§6.2.3).
    package var payloadSize: Int
    /// 0; any other version is answered BADVERS.
    package var version: UInt8
    /// The DO bit (RFC 3225).
    package var wantsDNSSEC: Bool

    /// What every server must be able to send and every client to receive (RFC 1035 §4.2.1).
    package static var minimumPayloadSize: Int { 512 }
    /// What passes every network unfragmented (DNS Flag Day 2020), and what our own OPT record says.
    package static var ourPayloadSize: Int { 1232 }
    /// Our OPT record: root, type, class, TTL and no options.
    package static var recordSize: Int { 11 }

    /// Reads class and TTL of an OPT record, and steps over its options, all of them unknown (§6.1.2).
    ///
    /// - Parameter fixed: the offset of its class.
    /// - Returns: `nil` if the options do not fill the RDATA exactly.
    init?(_ message: Span<UInt8>, fixed: Int, rdata: Range<Int>) {
        guard let size = message.uint16(at: fixed), let flags = message.uint32(at: fixed + 2) else { return nil }
        var position = rdata.lowerBound
        while position < rdata.upperBound {
            guard rdata.upperBound - position >= 4, let length = message.uint16(at: position + 2) else { return nil }
            position += 4 + Int(length)
        }
        guard position == rdata.upperBound else { return nil }
        payloadSize = max(Int(size), Self.minimumPayloadSize)
        version = UInt8(truncatingIfNeeded: flags >> 16)
        wantsDNSSEC = flags & 0x8000 != 0
    }
}
