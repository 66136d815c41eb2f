/// A run of addresses, both ends included; never empty.
package struct IPv4Range: Hashable, Sendable {
    package let first: IPv4Address
    package let last: IPv4Address

    /// - Returns: `nil` if `last` comes before `first`.
    package init?(first: IPv4Address, last: IPv4Address) {
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
    package var count: Int {
        Int(last.rawValue) - Int(first.rawValue) + 1
    }

    package func contains(_ address: IPv4Address) -> Bool {
        first <= address && address <= last
    }

    package func contains(_ other: IPv4Range) -> Bool {
        first <= other.first && other.last <= last
    }

    package func overlaps(_ other: IPv4Range) -> Bool {
        first <= other.last && other.first <= last
    }
}

extension IPv4Range: LosslessStringConvertible {
    /// Reads `10.86.51.50-10.86.51.250`.
    package init?(_ description: String) {
        let ends = description.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = IPv4Address(ends[0]), let last = IPv4Address(ends[1]) else { return nil }
        self.init(first: first, last: last)
    }

    package var description: String {
        "\(first)-\(last)"
    }
}

extension IPv4Range: CodableAsText {
    package static let kindOfText = "an address range such as 10.86.51.50-10.86.51.250"
}
