/// An IPv4 address as a number, so that ranges and networks are arithmetic.
public struct IPv4Address: Hashable, Sendable {
    /// The address in host order: `10.86.51.63` is `0x0A56333F`.
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
    }

    /// Reads dotted decimal: four numbers of one to three digits, none above 255, none with a leading zero.
    ///
    /// A leading zero is refused because some resolvers read it as octal, so the text means two addresses.
    public init?(_ text: some StringProtocol) {
        var value: UInt32 = 0
        var fields = 0
        for field in text.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false) {
            guard (1...3).contains(field.utf8.count), field.utf8.count == 1 || field.utf8.first != UInt8(ascii: "0"),
                field.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let octet = UInt8(field)
            else { return nil }
            value = value << 8 | UInt32(octet)
            fields += 1
        }
        guard fields == 4 else { return nil }
        rawValue = value
    }

    /// The octets in network order.
    public var octets: (UInt8, UInt8, UInt8, UInt8) {
        (
            UInt8(truncatingIfNeeded: rawValue >> 24), UInt8(truncatingIfNeeded: rawValue >> 16),
            UInt8(truncatingIfNeeded: rawValue >> 8), UInt8(truncatingIfNeeded: rawValue)
        )
    }

    public static let any = IPv4Address(rawValue: 0)
    public static let broadcast = IPv4Address(rawValue: .max)
    public static let loopback = IPv4Address(127, 0, 0, 1)

    /// Whether the address names one host: not 0/8, not loopback, not multicast, not reserved (RFC 6890).
    public var isUnicastHost: Bool {
        let first = rawValue >> 24
        return first != 0 && first != 127 && first < 224
    }

    /// The next address, or `nil` after 255.255.255.255.
    public var next: IPv4Address? {
        rawValue == .max ? nil : IPv4Address(rawValue: rawValue + 1)
    }
}

extension IPv4Address: Comparable {
    public static func < (left: IPv4Address, right: IPv4Address) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension IPv4Address: LosslessStringConvertible {
    public init?(_ description: String) {
        self.init(description[...])
    }

    public var description: String {
        let (a, b, c, d) = octets
        return "\(a).\(b).\(c).\(d)"
    }
}

extension IPv4Address: CodableAsText {
    public static let kindOfText = "an IPv4 address"
}
