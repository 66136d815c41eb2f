/// Goes through the options of one field, in order (RFC 2132 §2).
///
/// Every step moves forward by at least one octet, so the walk ends. A field may end without an end option: some clients
/// forget it, and nothing depends on it.
struct DHCPOptionWalk {
    private var position: Int
    private let end: Int

    init(_ field: Range<Int>) {
        position = field.lowerBound
        end = field.upperBound
    }

    /// The next option and where its octets stand; `nil` at the end. Pads are passed over.
    mutating func next(in message: Span<UInt8>) throws(DHCPMessageError) -> (code: DHCPOptionCode, octets: Range<Int>)?
    {
        while position < end {
            let code = DHCPOptionCode(rawValue: message.octet(at: position))
            position += 1
            if code == .pad { continue }
            if code == .end { break }
            guard position < end else { throw .truncatedOption }
            let start = position + 1
            let length = Int(message.octet(at: position))
            guard start + length <= end else { throw .truncatedOption }
            position = start + length
            return (code, start..<start + length)
        }
        position = end
        return nil
    }
}
