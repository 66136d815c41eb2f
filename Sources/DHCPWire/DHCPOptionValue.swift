public import Addresses

/// Where an option's octets are: in the datagram, unless the sender cut it into pieces (RFC 3396).
///
/// Nearly every option is one piece, and costs no allocation. One that was cut is joined once, in the order in which the
/// pieces came; it is never longer than the datagram.
public enum DHCPOptionValue: Hashable, Sendable {
    case absent
    /// Offsets into the message.
    case piece(start: UInt16, count: UInt16)
    case joined([UInt8])

    public var isPresent: Bool { self != .absent }

    /// How many octets it has; 0 also if it is absent.
    public var count: Int {
        switch self {
        case .absent: 0
        case .piece(_, let count): Int(count)
        case .joined(let octets): octets.count
        }
    }

    /// The octets, copied; `nil` if absent.
    ///
    /// - Parameter limit: how many to copy at most.
    public func octets(of message: Span<UInt8>, limit: Int = .max) -> [UInt8]? {
        switch self {
        case .absent: return nil
        case .piece(let start, let count):
            return (0..<min(Int(count), max(0, limit))).map { message.octet(at: Int(start) + $0) }
        case .joined(let octets): return Array(octets.prefix(max(0, limit)))
        }
    }

    /// The octet at `index`; 0 beyond the end.
    @inline(__always)
    public func octet(at index: Int, of message: Span<UInt8>) -> UInt8 {
        switch self {
        case .absent: 0
        case .piece(let start, let count):
            index >= 0 && index < Int(count) ? message.octet(at: Int(start) + index) : 0
        case .joined(let octets): octets.indices.contains(index) ? octets[index] : 0
        }
    }

    /// The value of an option that is one address; `nil` if absent.
    public func address(of message: Span<UInt8>) throws(DHCPMessageError) -> IPv4Address? {
        guard isPresent else { return nil }
        guard count == 4 else { throw .wrongOptionLength }
        return IPv4Address(
            octet(at: 0, of: message), octet(at: 1, of: message), octet(at: 2, of: message), octet(at: 3, of: message))
    }

    /// Whether the octets are these.
    public func equals(_ other: [UInt8]?, in message: Span<UInt8>) -> Bool {
        guard let other else { return !isPresent }
        guard isPresent, count == other.count else { return false }
        for index in other.indices where other[index] != octet(at: index, of: message) { return false }
        return true
    }

    /// Adds the next piece of the option.
    mutating func append(_ range: Range<Int>, of message: Span<UInt8>) {
        switch self {
        case .absent:
            self = .piece(
                start: UInt16(truncatingIfNeeded: range.lowerBound), count: UInt16(truncatingIfNeeded: range.count))
        case .piece:
            self = .joined((octets(of: message) ?? []) + range.map { message.octet(at: $0) })
        case .joined(var octets):
            // Emptied first, so that the array has one owner and grows in place.
            self = .absent
            octets.append(contentsOf: range.lazy.map { _ in 0 })
            for (index, offset) in zip(octets.count - range.count..<octets.count, range) {
                octets[index] = message.octet(at: offset)
            }
            self = .joined(octets)
        }
    }
}
