/// A keyed hash of domain names, built label by label from the root (SipHash-1-3 per label, chained).
///
/// Names in queries are chosen by whoever asks, so an unkeyed hash would let them choose collisions too. Chaining from
/// the right gives the hash of every ancestor on the way, which is what finding a zone and a closest encloser needs.
///
/// Public, like `RowIndex`, because across modules the compiler puts only what is public in place of a call.
public struct NameHashKey: Sendable {
    @usableFromInline let key0: UInt64
    @usableFromInline let key1: UInt64

    public init(key0: UInt64, key1: UInt64) {
        self.key0 = key0
        self.key1 = key1
    }

    /// A key that lasts as long as the process.
    public static func random() -> NameHashKey {
        var generator = SystemRandomNumberGenerator()
        return NameHashKey(key0: generator.next(), key1: generator.next())
    }

    /// The hash of the root.
    @inlinable public static var root: UInt64 { 0 }

    /// The hash of the name made of a label and of the name that hashed to `parent`.
    ///
    /// - Parameter range: where the label's octets stand in `octets`, at most 63, in any case of letters.
    @inlinable
    @inline(__always)
    public func hash(_ octets: Span<UInt8>, _ range: Range<Int>, parent: UInt64) -> UInt64 {
        var state = SipState(key0, key1)
        state.absorb(parent)
        let label = octets.extracting(range)
        let bytes = unsafe label.bytes
        var position = 0
        while bytes.byteCount &- position >= 8 {
            // Eight octets are left, so the load stays inside; octet by octet each would be checked on its own.
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            state.absorb(UInt64(littleEndian: word).asciiLowercasedOctets)
            position &+= 8
        }
        var last = UInt64(truncatingIfNeeded: label.count) << 56
        var shift: UInt64 = 0
        while position < label.count {
            last |= UInt64(label[position].asciiLowercased) << shift
            shift &+= 8
            position &+= 1
        }
        state.absorb(last)
        return state.finish()
    }

    /// The hash of a whole name.
    public func hash(_ name: DomainName) -> UInt64 {
        var starts: [Int] = []
        var position = 0
        while name.wire[position] != 0 {
            starts.append(position)
            position += 1 + Int(name.wire[position])
        }
        var hash = Self.root
        for start in starts.reversed() {
            hash = self.hash(name.wire.span, start + 1..<start + 1 + Int(name.wire[start]), parent: hash)
        }
        return hash
    }

    /// The hash of `label.parent`.
    @inlinable
    public func hash(label: Span<UInt8>, parent: UInt64) -> UInt64 {
        hash(label, 0..<label.count, parent: parent)
    }
}

extension UInt64 {
    /// Eight octets with every ASCII capital among them lowered.
    @inlinable
    @inline(__always)
    public var asciiLowercasedOctets: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let seven = self & (ones &* 0x7F)
        // The high bit of an octet becomes 1 where it is at least 'A', and where it is above 'Z'.
        let atLeastA = seven &+ (ones &* (0x80 - 0x41))
        let aboveZ = seven &+ (ones &* (0x80 - 0x5B))
        let capital = (atLeastA & ~aboveZ & ~self) & (ones &* 0x80)
        return self | capital >> 2
    }
}

/// SipHash with one compression and three finalisation rounds (Aumasson and Bernstein, 2012).
@usableFromInline
struct SipState {
    @usableFromInline var v0: UInt64
    @usableFromInline var v1: UInt64
    @usableFromInline var v2: UInt64
    @usableFromInline var v3: UInt64

    @inlinable
    @inline(__always)
    init(_ key0: UInt64, _ key1: UInt64) {
        v0 = key0 ^ 0x736f_6d65_7073_6575
        v1 = key1 ^ 0x646f_7261_6e64_6f6d
        v2 = key0 ^ 0x6c79_6765_6e65_7261
        v3 = key1 ^ 0x7465_6462_7974_6573
    }

    @inlinable
    @inline(__always)
    mutating func round() {
        v0 = v0 &+ v1
        v1 = (v1 << 13 | v1 >> 51) ^ v0
        v0 = v0 << 32 | v0 >> 32
        v2 = v2 &+ v3
        v3 = (v3 << 16 | v3 >> 48) ^ v2
        v0 = v0 &+ v3
        v3 = (v3 << 21 | v3 >> 43) ^ v0
        v2 = v2 &+ v1
        v1 = (v1 << 17 | v1 >> 47) ^ v2
        v2 = v2 << 32 | v2 >> 32
    }

    @inlinable
    @inline(__always)
    mutating func absorb(_ word: UInt64) {
        v3 ^= word
        round()
        v0 ^= word
    }

    @inlinable
    @inline(__always)
    mutating func finish() -> UInt64 {
        v2 ^= 0xFF
        round()
        round()
        round()
        return v0 ^ v1 ^ v2 ^ v3
    }
}
