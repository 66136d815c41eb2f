package import Addresses

/// Writes a message into a buffer: the fixed fields first, then options one after another, then the end.
///
/// An option is written whole or not at all, and one octet always stays free for the end option.
package struct DHCPMessageWriter {
    private let start: Int
    private let limit: Int
    /// Where the next octet goes.
    private var position: Int

    /// BOOTP relays and clients may refuse less (RFC 1542 §2.1).
    private static let minimumLength = 300

    /// Writes the fixed fields.
    ///
    /// - Parameters:
    ///   - start: where in the buffer the message begins, so that a frame's headers can stand before it.
    ///   - limit: the greatest length of the message; what the buffer holds if that is less.
    /// - Returns: `nil` if not even the shortest message fits.
    package init?(_ header: DHCPHeader, into buffer: inout MutableSpan<UInt8>, at start: Int = 0, limit: Int = .max) {
        guard start >= 0, start <= buffer.count else { return nil }
        let room = min(limit, buffer.count - start)
        guard room >= Self.minimumLength else { return nil }
        self.start = start
        self.limit = start + room - 1
        position = start + DHCPHeader.length
        header.write(into: &buffer, at: start)
    }

    /// How many octets an option with a value of `count` octets takes: one of more than 255 is cut (RFC 3396).
    package static func length(of count: Int) -> Int {
        count + 2 * max(1, (count + 254) / 255)
    }

    /// Adds an option.
    ///
    /// - Parameter reserve: octets that must stay free for options that have to come later.
    /// - Returns: whether there was room; if not, nothing was written.
    @discardableResult
    package mutating func append(
        _ code: DHCPOptionCode, count: Int, reserve: Int = 0, into buffer: inout MutableSpan<UInt8>,
        octet: (Int) -> UInt8
    ) -> Bool {
        guard count >= 0, Self.length(of: count) + reserve <= limit - position else { return false }
        var written = 0
        repeat {
            let piece = min(255, count - written)
            buffer.put(code.rawValue, at: position)
            buffer.put(UInt8(truncatingIfNeeded: piece), at: position + 1)
            position += 2
            for index in written..<written + piece {
                buffer.put(octet(index), at: position)
                position += 1
            }
            written += piece
        } while written < count
        return true
    }

    @discardableResult
    package mutating func append(
        _ code: DHCPOptionCode, _ octets: [UInt8], reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: octets.count, reserve: reserve, into: &buffer) { octets[$0] }
    }

    @discardableResult
    package mutating func append(
        _ code: DHCPOptionCode, _ value: UInt8, reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: 1, reserve: reserve, into: &buffer) { _ in value }
    }

    @discardableResult
    package mutating func append(
        _ code: DHCPOptionCode, _ value: UInt32, reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: 4, reserve: reserve, into: &buffer) {
            UInt8(truncatingIfNeeded: value >> UInt32(8 * (3 - $0)))
        }
    }

    @discardableResult
    package mutating func append(
        _ code: DHCPOptionCode, _ addresses: [IPv4Address], reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: 4 * addresses.count, reserve: reserve, into: &buffer) {
            UInt8(truncatingIfNeeded: addresses[$0 / 4].rawValue >> UInt32(8 * (3 - $0 % 4)))
        }
    }

    /// Repeats an option of a request octet by octet. An absent one is not added (RFC 6842 §3).
    @discardableResult
    package mutating func append(
        _ code: DHCPOptionCode, _ value: DHCPOptionValue, of request: Span<UInt8>, reserve: Int = 0,
        into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        guard value.isPresent else { return true }
        return append(code, count: value.count, reserve: reserve, into: &buffer) { value.octet(at: $0, of: request) }
    }

    /// Writes the end option and fills up to the least length.
    ///
    /// - Returns: the length of the message.
    package consuming func finish(_ buffer: inout MutableSpan<UInt8>) -> Int {
        buffer.put(DHCPOptionCode.end.rawValue, at: position)
        position += 1
        while position - start < Self.minimumLength {
            buffer.put(UInt8(0), at: position)
            position += 1
        }
        return position - start
    }
}
