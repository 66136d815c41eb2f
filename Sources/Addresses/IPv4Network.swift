/// A block of addresses that share a prefix (CIDR, RFC 4632), with no bit set after the prefix.
public struct IPv4Network: Hashable, Sendable {
    /// The network address, `.0` of a /24.
    public let base: IPv4Address
    /// 0...32.
    public let prefixLength: Int

    /// - Returns: `nil` if the prefix length is not 0...32 or `base` has bits after the prefix.
    public init?(base: IPv4Address, prefixLength: Int) {
        guard (0...32).contains(prefixLength), base.rawValue & ~Self.mask(prefixLength) == 0 else { return nil }
        self.base = base
        self.prefixLength = prefixLength
    }

    /// The network of that size that holds the address.
    public init?(containing address: IPv4Address, prefixLength: Int) {
        guard (0...32).contains(prefixLength) else { return nil }
        self.init(
            base: IPv4Address(rawValue: address.rawValue & Self.mask(prefixLength)), prefixLength: prefixLength)
    }

    private static func mask(_ prefixLength: Int) -> UInt32 {
        prefixLength == 0 ? 0 : ~UInt32(0) << UInt32(32 - prefixLength)
    }

    /// The subnet mask: 255.255.255.0 for a /24.
    public var mask: IPv4Address {
        IPv4Address(rawValue: Self.mask(prefixLength))
    }

    /// The last address, which is the broadcast address of networks up to /30.
    public var broadcast: IPv4Address {
        IPv4Address(rawValue: base.rawValue | ~mask.rawValue)
    }

    /// Every address of the block.
    public var addresses: IPv4Range {
        IPv4Range(ordered: base, broadcast)
    }

    /// The addresses that hosts may have: all but the network and the broadcast address; all of a /31 (RFC 3021) or /32.
    public var hosts: IPv4Range {
        guard prefixLength < 31 else { return addresses }
        return IPv4Range(
            ordered: IPv4Address(rawValue: base.rawValue + 1), IPv4Address(rawValue: broadcast.rawValue - 1))
    }

    public func contains(_ address: IPv4Address) -> Bool {
        address.rawValue & mask.rawValue == base.rawValue
    }

    public func overlaps(_ other: IPv4Network) -> Bool {
        contains(other.base) || other.contains(base)
    }
}

extension IPv4Network: LosslessStringConvertible {
    /// Reads `10.86.51.0/24`. A base with bits after the prefix, such as `10.86.51.7/24`, is not a network.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2, let base = IPv4Address(parts[0]), (1...2).contains(parts[1].utf8.count),
            let prefixLength = UInt8(parts[1])
        else { return nil }
        self.init(base: base, prefixLength: Int(prefixLength))
    }

    public var description: String {
        "\(base)/\(prefixLength)"
    }
}

extension IPv4Network: CodableAsText {
    public static let kindOfText = "a network such as 10.86.51.0/24"
}
