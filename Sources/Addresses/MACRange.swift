/// A run of MAC addresses, both ends included; never empty.
package struct MACRange: Hashable, Sendable {
    package let first: MACAddress
    package let last: MACAddress

    /// - Returns: `nil` if `last` comes before `first`.
    package init?(first: MACAddress, last: MACAddress) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    package var count: Int {
        Int(last.rawValue - first.rawValue) + 1
    }

    package func contains(_ address: MACAddress) -> Bool {
        first <= address && address <= last
    }

    package func overlaps(_ other: MACRange) -> Bool {
        first <= other.last && other.first <= last
    }
}

extension MACRange: LosslessStringConvertible {
    /// Reads `00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF`.
    package init?(_ description: String) {
        guard let dots = description.firstRange(of: ".."),
            let first = MACAddress(String(description[..<dots.lowerBound])),
            let last = MACAddress(String(description[dots.upperBound...]))
        else { return nil }
        self.init(first: first, last: last)
    }

    package var description: String {
        "\(first)..\(last)"
    }
}

extension MACRange: CodableAsText {
    package static let kindOfText = "a MAC range such as 00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"
}
