/// Numbers in network order, built by shifting and never past the end.
extension Span where Element == UInt8 {
    @inline(__always)
    public func uint16(at offset: Int) -> UInt16? {
        guard offset >= 0, offset < count &- 1 else { return nil }
        return UInt16(self[offset]) << 8 | UInt16(self[offset &+ 1])
    }

    @inline(__always)
    public func uint32(at offset: Int) -> UInt32? {
        guard offset >= 0, offset < count &- 3 else { return nil }
        return UInt32(self[offset]) << 24 | UInt32(self[offset &+ 1]) << 16 | UInt32(self[offset &+ 2]) << 8
            | UInt32(self[offset &+ 3])
    }

    public func uint64(at offset: Int) -> UInt64? {
        guard let high = uint32(at: offset), let low = uint32(at: offset &+ 4) else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }
}

extension MutableSpan where Element == UInt8 {
    /// Overwrites two octets; nothing where they would not fit.
    @inline(__always)
    public mutating func set(_ value: UInt16, at offset: Int) {
        guard offset >= 0, offset < count &- 1 else { return }
        self[offset] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset &+ 1] = UInt8(truncatingIfNeeded: value)
    }
}
