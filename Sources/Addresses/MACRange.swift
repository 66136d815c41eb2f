/// A run of MAC addresses, both ends included; never empty.
public struct MACRange: Hashable, Sendable {
    public let first: MACAddress
    public let last: MACAddress

    /// - Returns: `nil` if `last` comes before `first`.
    public init?(first: MACAddress, last: MACAddress) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    public var count: Int {
        Int(last.rawValue - first.rawValue) + 1
    }

    public func contains(_ address: MACAddress) -> Bool {
        first <= address && address <= last
    }

    public func overlaps(_ other: MACRange) -> Bool {
        first <= other.last && other.first <= last
    }
}

extension MACRange: LosslessStringConvertible {
    /// Reads `00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF`.
    public init?(_ description: String) {
        guard let dots = description.firstRange(of: ".."),
            let first = MACAddress(String(description[..<dots.lowerBound])),
            let last = MACAddress(String(description[dots.upperBound...]))
        else { return nil }
        self.init(first: first, last: last)
    }

    public var description: String {
        "\(first)..\(last)"
    }
}

extension MACRange: CodableAsText {
    public static let kindOfText = "a MAC range such as 00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"
}
