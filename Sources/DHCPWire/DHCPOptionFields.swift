/// Where the options of a message stand: in the field after the cookie, and in `file` and `sname` if it is overloaded
/// (option 52, RFC 2132 §9.3).
public struct DHCPOptionFields: Hashable, Sendable {
    private let end: UInt16
    private var overload: UInt8 = 0

    /// - Parameter count: the length of the message.
    init(count: Int) {
        end = UInt16(truncatingIfNeeded: count)
    }

    /// Calls `body` with every option in the order in which pieces are joined (RFC 3396): options, `file`, `sname`.
    ///
    /// - Throws: if a field's options are malformed up to where the walk went.
    mutating func walk(
        _ message: Span<UInt8>, _ body: (DHCPOptionCode, Range<Int>) throws(DHCPMessageError) -> Void
    ) throws(DHCPMessageError) {
        var walk = DHCPOptionWalk(DHCPHeader.length..<max(DHCPHeader.length, Int(end)))
        while let option = try walk.next(in: message) {
            if option.code == .overload {
                guard overload == 0, option.octets.count == 1 else { throw .wrongOverload }
                overload = message.octet(at: option.octets.lowerBound)
                guard (1...3).contains(overload) else { throw .wrongOverload }
            }
            try body(option.code, option.octets)
        }
        if overload & 1 != 0 {
            try Self.walkOverloaded(DHCPHeader.file, message, body)
        }
        if overload & 2 != 0 {
            try Self.walkOverloaded(DHCPHeader.sname, message, body)
        }
    }

    /// The option with that code, its pieces joined.
    public func option(_ code: DHCPOptionCode, in message: Span<UInt8>) -> DHCPOptionValue {
        var value = DHCPOptionValue.absent
        var fields = DHCPOptionFields(count: Int(end))
        do {
            try fields.walk(message) { (found, octets) throws(DHCPMessageError) in
                if found == code {
                    value.append(octets, of: message)
                }
            }
        } catch {
            // Not reached: the message was walked when it was read.
            return .absent
        }
        return value
    }

    /// An option 52 in an overloaded field means nothing: nothing is left to overload.
    private static func walkOverloaded(
        _ field: Range<Int>, _ message: Span<UInt8>,
        _ body: (DHCPOptionCode, Range<Int>) throws(DHCPMessageError) -> Void
    ) throws(DHCPMessageError) {
        var walk = DHCPOptionWalk(field)
        while let option = try walk.next(in: message) {
            try body(option.code, option.octets)
        }
    }
}
