public import Addresses

/// An address and the moment it stops being true, in one word that is written and read as a whole.
///
/// The moment is in whole seconds of `CLOCK_BOOTTIME`, which neither steps nor stops while the machine sleeps. A lease
/// that runs out needs nobody to take it away: the comparison with the clock does.
public struct LeaseWord: Hashable, Sendable {
    public let rawValue: UInt64

    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public init(address: IPv4Address, expiry: UInt32) {
        rawValue = UInt64(address.rawValue) << 32 | UInt64(expiry)
    }

    /// An address that a host has for good.
    public init(reserved address: IPv4Address) {
        self.init(address: address, expiry: .max)
    }

    /// No lease.
    public static let none = LeaseWord(rawValue: 0)

    public var address: IPv4Address { IPv4Address(rawValue: UInt32(truncatingIfNeeded: rawValue >> 32)) }

    /// Seconds of `CLOCK_BOOTTIME`.
    public var expiry: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    /// The lease if it has not ended.
    @inlinable
    public func lease(at now: UInt32) -> AliasLease? {
        let expiry = UInt32(truncatingIfNeeded: rawValue)
        guard expiry > now else { return nil }
        return AliasLease(
            address: IPv4Address(rawValue: UInt32(truncatingIfNeeded: rawValue >> 32)), remaining: expiry &- now)
    }
}

/// What an alias answers with at a moment.
public struct AliasLease: Hashable, Sendable {
    public let address: IPv4Address
    /// Whole seconds until it ends; at least 1.
    public let remaining: UInt32

    @usableFromInline
    init(address: IPv4Address, remaining: UInt32) {
        self.address = address
        self.remaining = remaining
    }
}
