/// A domain name in the form it has on the wire, without compression (RFC 1035 §3.1).
///
/// Equality and hashing ignore the case of ASCII letters (RFC 4343); the case that was given is kept for answers.
public struct DomainName: Sendable {
    /// Length-prefixed labels, then the zero octet of the root; 1...255 octets.
    public let wire: [UInt8]

    /// The longest name, its root octet included.
    @inlinable public static var maximumLength: Int { 255 }
    /// The longest label.
    @inlinable public static var maximumLabelLength: Int { 63 }

    public static let root = DomainName(validated: [0])

    private init(validated wire: [UInt8]) {
        self.wire = wire
    }

    /// - Returns: `nil` if the octets are not exactly one well-formed, uncompressed name.
    public init?(wire: [UInt8]) {
        guard wire.count <= Self.maximumLength else { return nil }
        var position = 0
        while position < wire.count, wire[position] != 0 {
            guard wire[position] <= Self.maximumLabelLength else { return nil }
            position += 1 + Int(wire[position])
        }
        guard position == wire.count - 1 else { return nil }
        self.wire = wire
    }

    /// - Returns: `nil` if a label is empty or longer than 63 octets, or the name longer than 255.
    public init?(labels: some Sequence<some Collection<UInt8>>) {
        var wire: [UInt8] = []
        for label in labels {
            guard (1...Self.maximumLabelLength).contains(label.count) else { return nil }
            wire.append(UInt8(label.count))
            wire.append(contentsOf: label)
        }
        wire.append(0)
        guard wire.count <= Self.maximumLength else { return nil }
        self.wire = wire
    }

    /// The labels from the left, without the root.
    public var labels: [ArraySlice<UInt8>] {
        var labels: [ArraySlice<UInt8>] = []
        var position = 0
        while wire[position] != 0 {
            let end = position + 1 + Int(wire[position])
            labels.append(wire[position + 1..<end])
            position = end
        }
        return labels
    }

    public var isRoot: Bool { wire.count == 1 }

    /// The name without its leftmost label; `nil` for the root.
    public var parent: DomainName? {
        isRoot ? nil : DomainName(validated: Array(wire[(1 + Int(wire[0]))...]))
    }

    /// Whether this name is `ancestor` or lies below it.
    public func isAtOrBelow(_ ancestor: DomainName) -> Bool {
        guard ancestor.wire.count <= wire.count else { return false }
        let start = wire.count - ancestor.wire.count
        var position = 0
        while position < start {
            position += 1 + Int(wire[position])
        }
        return position == start
            && wire[start...].elementsEqual(ancestor.wire) { $0.asciiLowercased == $1.asciiLowercased }
    }

    /// The name `label.self`; `nil` if the result is too long or the label is not 1...63 octets.
    public func prepending(_ label: some Collection<UInt8>) -> DomainName? {
        guard (1...Self.maximumLabelLength).contains(label.count),
            wire.count + label.count + 1 <= Self.maximumLength
        else { return nil }
        return DomainName(validated: [UInt8(label.count)] + label + wire)
    }

    /// The same name in lower case, the canonical form (RFC 4034 §6.2).
    public var lowercased: DomainName {
        DomainName(validated: wire.map(\.asciiLowercased))
    }
}

extension DomainName: Hashable {
    public static func == (left: DomainName, right: DomainName) -> Bool {
        // Length octets are below 64 and the letters above it, so lowering the whole wire form changes letters only.
        left.wire.count == right.wire.count
            && left.wire.elementsEqual(right.wire) { $0.asciiLowercased == $1.asciiLowercased }
    }

    public func hash(into hasher: inout Hasher) {
        for octet in wire {
            hasher.combine(octet.asciiLowercased)
        }
    }
}

extension DomainName: Comparable {
    /// Canonical order (RFC 4034 §6.1): by labels from the right, each as lower-case octets.
    public static func < (left: DomainName, right: DomainName) -> Bool {
        let rightLabels = right.labels.reversed().map { $0.map(\.asciiLowercased) }
        let leftLabels = left.labels.reversed().map { $0.map(\.asciiLowercased) }
        return leftLabels.lexicographicallyPrecedes(rightLabels) { $0.lexicographicallyPrecedes($1) }
    }
}

extension UInt8 {
    /// The octet with `A`...`Z` lowered, everything else as it is (RFC 4343 §3).
    @inlinable
    public var asciiLowercased: UInt8 {
        self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
    }
}
