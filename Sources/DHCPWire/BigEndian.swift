public import Addresses

/// Reading numbers in network order. Octets beyond the end read as zero, so that no offset can trap; whoever must know
/// the difference compares lengths first.
extension Span<UInt8> {
    @inline(__always)
    public func octet(at offset: Int) -> UInt8 {
        offset >= 0 && offset < count ? self[offset] : 0
    }

    @inline(__always)
    public func uint16(at offset: Int) -> UInt16 {
        UInt16(octet(at: offset)) << 8 | UInt16(octet(at: offset + 1))
    }

    @inline(__always)
    public func uint32(at offset: Int) -> UInt32 {
        UInt32(uint16(at: offset)) << 16 | UInt32(uint16(at: offset + 2))
    }

    @inline(__always)
    public func address(at offset: Int) -> IPv4Address {
        IPv4Address(rawValue: uint32(at: offset))
    }

    @inline(__always)
    public func macAddress(at offset: Int) -> MACAddress {
        MACAddress(
            octet(at: offset), octet(at: offset + 1), octet(at: offset + 2), octet(at: offset + 3),
            octet(at: offset + 4), octet(at: offset + 5))
    }
}

/// Writing numbers in network order. What would stand beyond the end is not written; whoever writes makes room first.
extension MutableSpan<UInt8> {
    @inline(__always)
    public mutating func put(_ value: UInt8, at offset: Int) {
        if offset >= 0, offset < count {
            self[offset] = value
        }
    }

    @inline(__always)
    public mutating func put(_ value: UInt16, at offset: Int) {
        put(UInt8(truncatingIfNeeded: value >> 8), at: offset)
        put(UInt8(truncatingIfNeeded: value), at: offset + 1)
    }

    @inline(__always)
    public mutating func put(_ value: UInt32, at offset: Int) {
        put(UInt16(truncatingIfNeeded: value >> 16), at: offset)
        put(UInt16(truncatingIfNeeded: value), at: offset + 2)
    }

    /// Sets octets to zero.
    @inline(__always)
    public mutating func clear(_ range: Range<Int>) {
        for offset in range.clamped(to: 0..<count) { self[offset] = 0 }
    }

    @inline(__always)
    public mutating func put(_ address: IPv4Address, at offset: Int) {
        put(address.rawValue, at: offset)
    }

    @inline(__always)
    public mutating func put(_ mac: MACAddress, at offset: Int) {
        put(UInt16(truncatingIfNeeded: mac.rawValue >> 32), at: offset)
        put(UInt32(truncatingIfNeeded: mac.rawValue), at: offset + 2)
    }
}
