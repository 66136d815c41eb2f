internal import Glibc

/// A block of IPv6 addresses, written `2001:db8::/32`.
public struct IPv6Network: Hashable, Sendable {
    public let base: IPv6Octets
    public let prefixLength: Int

    /// - Returns: `nil` unless the prefix is 0 to 128 bits and the rest of the address is zero.
    public init?(base: IPv6Octets, prefixLength: Int) {
        guard (0...128).contains(prefixLength) else { return nil }
        self.base = base
        self.prefixLength = prefixLength
        guard base.masked(prefixLength) == base else { return nil }
    }

    /// A shift by 64 or more gives zero, so the ends need no case of their own.
    public func contains(_ address: IPv6Octets) -> Bool {
        address.masked(prefixLength) == base
    }
}

extension IPv6Octets {
    /// The address with everything after the first `length` bits zeroed.
    fileprivate func masked(_ length: Int) -> IPv6Octets {
        IPv6Octets(
            high: high & ~(UInt64.max >> UInt64(min(length, 64))),
            low: low & ~(UInt64.max >> UInt64(max(length - 64, 0))))
    }
}

extension IPv6Network: LosslessStringConvertible {
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].allSatisfy(\.isNumber), let length = Int(parts[1]),
            case .ipv6(let base)? = SocketAddress("[\(parts[0])]:0")?.host
        else { return nil }
        self.init(base: base, prefixLength: length)
    }

    public var description: String {
        let address = SocketAddress(host: .ipv6(base), port: 0).description
        return "\(address.dropFirst().dropLast(3))/\(prefixLength)"
    }
}
