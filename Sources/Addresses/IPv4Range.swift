/// A run of addresses, both ends included; never empty.
public struct IPv4Range: Hashable, Sendable {
    public let first: IPv4Address
    public let last: IPv4Address

    /// - Returns: `nil` if `last` comes before `first`.
    public init?(first: IPv4Address, last: IPv4Address) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// For callers inside this module that derive both ends from one mask.
    init(ordered first: IPv4Address, _ last: IPv4Address) {
        self.first = first
        self.last = last
    }

    /// How many addresses the range holds; 2³² fits.
    public var count: Int {
        Int(last.rawValue) - Int(first.rawValue) + 1
    }

    public func contains(_ address: IPv4Address) -> Bool {
        first <= address && address <= last
    }

    public func contains(_ other: IPv4Range) -> Bool {
        first <= other.first && other.last <= last
    }

    public func overlaps(_ other: IPv4Range) -> Bool {
        first <= other.last && other.first <= last
    }
}

extension IPv4Range: LosslessStringConvertible {
    /// Reads `10.86.51.50-10.86.51.250`.
    public init?(_ description: String) {
        let ends = description.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = IPv4Address(ends[0]), let last = IPv4Address(ends[1]) else { return nil }
        self.init(first: first, last: last)
    }

    public var description: String {
        "\(first)-\(last)"
    }
}

extension IPv4Range: CodableAsText {
    public static let kindOfText = "an address range such as 10.86.51.50-10.86.51.250"
}
