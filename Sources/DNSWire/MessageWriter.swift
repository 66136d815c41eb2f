internal import Addresses

/// Appends to a reply, within a limit, and compresses names against what the message already says (RFC 1035 §4.1.4).
///
/// A write that does not fit writes nothing and sets `overflowed`; later writes do nothing either. Whoever writes a
/// record set looks at the end and goes back to a mark, so that only whole sets are sent (RFC 2181 §9).
public struct MessageWriter: ~Copyable {
    /// Where the next octet goes.
    public private(set) var position = 0
    /// Whether something had no room since the last `begin` or `rewind`.
    public private(set) var overflowed = false
    private var limit = 0
    var names = NameTable()

    /// A place to go back to.
    public struct Mark: Sendable {
        var position: Int
        var names: Int
    }

    public init() {}

    /// Starts after the question.
    ///
    /// - Parameter limit: the first offset that may not be written; no more than the buffer has.
    public mutating func begin(at position: Int, limit: Int, in message: inout MutableSpan<UInt8>) {
        self.position = position
        self.limit = min(limit, message.count)
        overflowed = position > self.limit
        names.removeAll()
    }

    /// How many octets still fit.
    public var room: Int {
        max(limit &- position, 0)
    }

    public var mark: Mark {
        Mark(position: position, names: names.count)
    }

    /// Takes back everything since the mark.
    public mutating func rewind(to mark: Mark) {
        position = mark.position
        names.truncate(to: mark.names)
        overflowed = false
    }

    /// Gives room that was held back before.
    public mutating func raiseLimit(by octets: Int, in message: inout MutableSpan<UInt8>) {
        limit = min(limit + octets, message.count)
    }

    /// Whether `octets` more fit; if not, the writer has overflowed.
    @inline(__always)
    public mutating func reserve(_ octets: Int) -> Bool {
        guard !overflowed, octets <= limit &- position else {
            overflowed = true
            return false
        }
        return true
    }

    /// Counts octets that somebody else wrote at `position`, after `reserve`.
    public mutating func advance(to end: Int?) {
        guard let end, end >= position, end <= limit else {
            overflowed = true
            return
        }
        position = end
    }

    @inline(__always)
    public mutating func write(_ value: UInt8, to message: inout MutableSpan<UInt8>) {
        guard reserve(1) else { return }
        message[position] = value
        position &+= 1
    }

    @inline(__always)
    public mutating func write(_ value: UInt16, to message: inout MutableSpan<UInt8>) {
        guard reserve(2) else { return }
        message.set(value, at: position)
        position &+= 2
    }

    @inline(__always)
    public mutating func write(_ value: UInt32, to message: inout MutableSpan<UInt8>) {
        guard reserve(4) else { return }
        message.set(UInt16(truncatingIfNeeded: value >> 16), at: position)
        message.set(UInt16(truncatingIfNeeded: value), at: position &+ 2)
        position &+= 4
    }

    public mutating func write(_ value: UInt64, to message: inout MutableSpan<UInt8>) {
        guard reserve(8) else { return }
        write(UInt32(truncatingIfNeeded: value >> 32), to: &message)
        write(UInt32(truncatingIfNeeded: value), to: &message)
    }

    public mutating func write(_ octets: Span<UInt8>, _ range: Range<Int>, to message: inout MutableSpan<UInt8>) {
        guard range.lowerBound >= 0, range.upperBound <= octets.count, reserve(range.count) else { return }
        for index in range {
            message[position] = octets[index]
            position &+= 1
        }
    }

    /// Writes a name, its longest known suffix as a pointer.
    ///
    /// - Parameter range: an uncompressed name in `octets`, its root octet included.
    public mutating func writeName(_ octets: Span<UInt8>, _ range: Range<Int>, to message: inout MutableSpan<UInt8>) {
        names.learnQuestion(message)
        var label = range.lowerBound
        while label < range.upperBound, octets[label] != 0 {
            if let offset = names.find(octets, label..<range.upperBound, in: message) {
                write(UInt16(0xC000) | offset, to: &message)
                return
            }
            let end = min(label &+ 1 &+ Int(octets[label]), range.upperBound)
            names.learn(suffixAt: position, length: range.upperBound &- label)
            write(octets, label..<end, to: &message)
            label = end
        }
        write(UInt8(0), to: &message)
    }

    /// Writes a pointer to the name at `offset`.
    public mutating func writePointer(to offset: Int, in message: inout MutableSpan<UInt8>) {
        write(UInt16(0xC000) | UInt16(truncatingIfNeeded: offset & 0x3FFF), to: &message)
    }

    /// Writes type, class IN, TTL and a placeholder for the length of the RDATA.
    ///
    /// - Returns: where the RDATA begins, for `endRecord`.
    public mutating func beginRecord(type: RecordType, ttl: UInt32, in message: inout MutableSpan<UInt8>) -> Int {
        write(type.rawValue, to: &message)
        write(RecordClass.internet.rawValue, to: &message)
        write(ttl, to: &message)
        write(UInt16(0), to: &message)
        return position
    }

    /// Fills in the length of the RDATA that was begun at `start`.
    public mutating func endRecord(from start: Int, in message: inout MutableSpan<UInt8>) {
        guard !overflowed else { return }
        message.set(UInt16(truncatingIfNeeded: position &- start), at: start &- 2)
    }

    /// Writes our OPT record (RFC 6891 §6.1.2) up to its options: root, type, our size, the code's high bits, version 0.
    ///
    /// The DO bit is the query's: RFC 3225 §3 and RFC 4035 §3 want it copied, also by a server without signatures, and NSD,
    /// Knot and BIND copy it. All other flags are zero (RFC 6891 §6.1.4).
    ///
    /// - Parameter options: the octets of the options, which the caller writes next.
    @inline(__always)
    public mutating func writeEDNS(
        code: ResponseCode, wantsDNSSEC: Bool, options: Int = 0, to message: inout MutableSpan<UInt8>
    ) {
        guard reserve(EDNS.recordSize &+ options) else { return }
        write(UInt8(0), to: &message)
        write(RecordType.opt.rawValue, to: &message)
        write(UInt16(truncatingIfNeeded: EDNS.ourPayloadSize), to: &message)
        write(UInt32(code.extendedBits) << 24 | (wantsDNSSEC ? 0x8000 : 0), to: &message)
        write(UInt16(truncatingIfNeeded: options), to: &message)
    }

    /// Writes code and length of an EDNS option; its data comes next.
    public mutating func beginOption(_ option: UInt16, length: Int, to message: inout MutableSpan<UInt8>) {
        write(option, to: &message)
        write(UInt16(truncatingIfNeeded: length), to: &message)
    }
}
