/// An Ethernet (EUI-48) address.
public struct MACAddress: Hashable, Sendable {
    /// The 48 bits as a number, first octet highest: `00-1D-D8-B7-1C-05` is `0x001D_D8B7_1C05`.
    public let rawValue: UInt64

    /// - Returns: `nil` if the number needs more than 48 bits.
    public init?(rawValue: UInt64) {
        guard rawValue >> 48 == 0 else { return nil }
        self.rawValue = rawValue
    }

    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8) {
        rawValue =
            UInt64(a) << 40 | UInt64(b) << 32 | UInt64(c) << 24 | UInt64(d) << 16 | UInt64(e) << 8 | UInt64(f)
    }

    /// The octet at `index`, 0...5, in the order they are sent.
    public func octet(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: rawValue >> UInt64(8 * (5 - min(max(index, 0), 5))))
    }

    /// Whether the group bit is set: such an address can receive, but no machine may have it (IEEE 802 §8.2).
    public var isMulticast: Bool { octet(0) & 0x01 != 0 }

    /// Whether the address was not assigned by a vendor (the U/L bit).
    public var isLocallyAdministered: Bool { octet(0) & 0x02 != 0 }

    /// The first three octets as a number, which name the vendor: `0x001DD8`.
    public var prefix: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 24) }

    public static let zero = MACAddress(0, 0, 0, 0, 0, 0)
    public static let broadcast = MACAddress(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)
}

extension MACAddress: Comparable {
    public static func < (left: MACAddress, right: MACAddress) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension MACAddress: LosslessStringConvertible {
    /// Reads six octets in hexadecimal, separated by `-`, by `:` or by nothing.
    public init?(_ description: String) {
        let text = Array(description.utf8)
        let separator: UInt8? =
            switch text.count {
            case 12: nil
            case 17 where text[2] == UInt8(ascii: "-") || text[2] == UInt8(ascii: ":"): text[2]
            default: 0
            }
        guard separator != 0 else { return nil }
        let stride = separator == nil ? 2 : 3
        var value: UInt64 = 0
        for (index, character) in text.enumerated() {
            if stride == 3, index % 3 == 2 {
                guard character == separator else { return nil }
                continue
            }
            guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { return nil }
            value = value << 4 | UInt64(digit)
        }
        self.init(rawValue: value)
    }

    /// As the article prints it: `00-1D-D8-B7-1C-05`.
    public var description: String {
        Self.hexadecimal(0..<6, of: rawValue)
    }

    /// The octets in `range`, as in `description`.
    private static func hexadecimal(_ range: Range<Int>, of rawValue: UInt64) -> String {
        range.map { index in
            let octet = UInt8(truncatingIfNeeded: rawValue >> UInt64(8 * (5 - index)))
            let digits = String(octet, radix: 16, uppercase: true)
            return octet < 16 ? "0" + digits : digits
        }.joined(separator: "-")
    }

    /// The vendor part alone: `00-1D-D8`.
    public var prefixDescription: String {
        Self.hexadecimal(0..<3, of: rawValue)
    }
}

extension MACAddress: CodableAsText {
    public static let kindOfText = "a MAC address such as 00-1D-D8-B7-1C-05"
}
