public import Addresses

/// Writes a message into a buffer: the fixed fields first, then options one after another, then the end.
///
/// An option is written whole or not at all, and one octet of each field always stays free for the end option.
public struct DHCPMessageWriter {
    /// A part of the message that holds options.
    private struct Field {
        /// Where the next octet goes.
        var position: Int
        /// Where the end option stands at the latest.
        let limit: Int

        func hasRoom(for length: Int) -> Bool { length <= limit - position }
    }

    /// Which field an option goes into.
    private enum Place { case options, file, sname }

    private let start: Int
    private var options: Field
    /// Set if the field is overloaded (option 52).
    private var file: Field?
    private var sname: Field?
    /// Whether an option was left out because there was no room.
    public private(set) var isIncomplete = false
    /// What option 52 has to say: 1 if an option stands in `file`, 2 if one stands in `sname`, 3 for both.
    private var overflow: UInt8 = 0
    /// Where option 52 says it.
    private var overflowPosition: Int?

    /// Whether an option stands in `file` or `sname`.
    public var hasOverflowed: Bool { overflow != 0 }

    /// BOOTP relays and clients may refuse less (RFC 1542 §2.1).
    private static let minimumLength = 300

    /// Writes the fixed fields.
    ///
    /// - Parameters:
    ///   - start: where in the buffer the message begins, so that a frame's headers can stand before it.
    ///   - limit: the greatest length of the message; what the buffer holds if that is less.
    /// - Returns: `nil` if not even the shortest message fits.
    public init?(_ header: DHCPHeader, into buffer: inout MutableSpan<UInt8>, at start: Int = 0, limit: Int = .max) {
        guard start >= 0, start <= buffer.count else { return nil }
        let room = min(limit, buffer.count - start)
        guard room >= Self.minimumLength else { return nil }
        self.start = start
        options = Field(position: start + DHCPHeader.length, limit: start + room - 1)
        header.write(into: &buffer, at: start)
    }

    /// How many octets an option with a value of `count` octets takes: one of more than 255 is cut (RFC 3396).
    public static func length(of count: Int) -> Int {
        count + 2 * max(1, (count + 254) / 255)
    }

    /// The option as it is written, for writing it often.
    public static func encoded(_ code: DHCPOptionCode, _ octets: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        var rest = octets[...]
        repeat {
            let piece = rest.prefix(255)
            encoded += [code.rawValue, UInt8(piece.count)] + piece
            rest = rest.dropFirst(255)
        } while !rest.isEmpty
        return encoded
    }

    // MARK: - The fields of BOOTP

    /// Names the boot file in its field.
    ///
    /// - Returns: whether it fits, with the zero that ends it.
    public mutating func setFile(_ name: [UInt8], into buffer: inout MutableSpan<UInt8>) -> Bool {
        Self.set(name, start, DHCPHeader.file, &buffer)
    }

    /// Names the server in its field.
    ///
    /// - Returns: whether it fits, with the zero that ends it.
    public mutating func setServerName(_ name: [UInt8], into buffer: inout MutableSpan<UInt8>) -> Bool {
        Self.set(name, start, DHCPHeader.sname, &buffer)
    }

    private static func set(
        _ name: [UInt8], _ start: Int, _ field: Range<Int>, _ buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        guard name.count < field.count else { return false }
        for index in name.indices { buffer.put(name[index], at: start + field.lowerBound + index) }
        return true
    }

    /// Lets options overflow into `file` and `sname`, which must hold nothing else (option 52, RFC 2132 §9.3).
    ///
    /// The option is written now, and at the end says which of the two were used.
    ///
    /// - Returns: whether there was room to say so.
    public mutating func overload(
        file: Bool, sname: Bool, reserve: Int, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        let value: UInt8 = (file ? 1 : 0) | (sname ? 2 : 0)
        guard value != 0, append(.overload, value, reserve: reserve, into: &buffer) else { return false }
        overflowPosition = options.position - 1
        if file { self.file = field(DHCPHeader.file) }
        if sname { self.sname = field(DHCPHeader.sname) }
        return true
    }

    private func field(_ range: Range<Int>) -> Field {
        Field(position: start + range.lowerBound, limit: start + range.upperBound - 1)
    }

    // MARK: - Options

    /// Adds an option.
    ///
    /// - Parameter reserve: octets that must stay free in the options field for options that have to come later.
    /// - Returns: whether there was room; if not, nothing was written.
    @discardableResult
    public mutating func append(
        _ code: DHCPOptionCode, count: Int, reserve: Int = 0, into buffer: inout MutableSpan<UInt8>,
        octet: (Int) -> UInt8
    ) -> Bool {
        guard count >= 0, options.hasRoom(for: Self.length(of: count) + reserve) else {
            isIncomplete = true
            return false
        }
        var position = options.position
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
        options.position = position
        return true
    }

    /// Adds an option that is encoded already, where there is room: in the options field, else in an overloaded one.
    ///
    /// - Parameter range: where in `octets` it stands.
    @discardableResult
    public mutating func append(
        encoded octets: [UInt8], _ range: Range<Int>, reserve: Int, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        guard let place = place(for: range.count, reserve: reserve) else {
            isIncomplete = true
            return false
        }
        var position = self[place]
        for index in range.clamped(to: octets.indices) {
            buffer.put(octets[index], at: position)
            position += 1
        }
        self[place] = position
        return true
    }

    private func place(for length: Int, reserve: Int) -> Place? {
        if options.hasRoom(for: length + reserve) { return .options }
        if file?.hasRoom(for: length) == true { return .file }
        return sname?.hasRoom(for: length) == true ? .sname : nil
    }

    /// Where the next octet of that field goes.
    private subscript(_ place: Place) -> Int {
        get {
            switch place {
            case .options: options.position
            case .file: file?.position ?? options.position
            case .sname: sname?.position ?? options.position
            }
        }
        set {
            switch place {
            case .options:
                options.position = newValue
            case .file:
                file?.position = newValue
                overflow |= 1
            case .sname:
                sname?.position = newValue
                overflow |= 2
            }
        }
    }

    @discardableResult
    public mutating func append(
        _ code: DHCPOptionCode, _ octets: [UInt8], reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: octets.count, reserve: reserve, into: &buffer) { octets[$0] }
    }

    @discardableResult
    public mutating func append(
        _ code: DHCPOptionCode, _ value: UInt8, reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: 1, reserve: reserve, into: &buffer) { _ in value }
    }

    @discardableResult
    public mutating func append(
        _ code: DHCPOptionCode, _ value: UInt32, reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: 4, reserve: reserve, into: &buffer) {
            UInt8(truncatingIfNeeded: value >> UInt32(8 * (3 - $0)))
        }
    }

    @discardableResult
    public mutating func append(
        _ code: DHCPOptionCode, _ addresses: [IPv4Address], reserve: Int = 0, into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        append(code, count: 4 * addresses.count, reserve: reserve, into: &buffer) {
            UInt8(truncatingIfNeeded: addresses[$0 / 4].rawValue >> UInt32(8 * (3 - $0 % 4)))
        }
    }

    /// Repeats an option of a request octet by octet. An absent one is not added (RFC 6842 §3).
    @discardableResult
    public mutating func append(
        _ code: DHCPOptionCode, _ value: DHCPOptionValue, of request: Span<UInt8>, reserve: Int = 0,
        into buffer: inout MutableSpan<UInt8>
    ) -> Bool {
        guard value.isPresent else { return true }
        return append(code, count: value.count, reserve: reserve, into: &buffer) { value.octet(at: $0, of: request) }
    }

    /// Writes the end options and fills up to the least length. What follows an end in an overloaded field is zero, which
    /// is the pad option (RFC 2131 §4.1).
    ///
    /// - Returns: the length of the message.
    public consuming func finish(_ buffer: inout MutableSpan<UInt8>) -> Int {
        if let overflowPosition, hasOverflowed { buffer.put(overflow, at: overflowPosition) }
        if let file, overflow & 1 != 0 { buffer.put(DHCPOptionCode.end.rawValue, at: file.position) }
        if let sname, overflow & 2 != 0 { buffer.put(DHCPOptionCode.end.rawValue, at: sname.position) }
        var position = options.position
        buffer.put(DHCPOptionCode.end.rawValue, at: position)
        position += 1
        let least = start + Self.minimumLength
        if position < least {
            buffer.clear(position..<least)
            position = least
        }
        return position - start
    }
}
