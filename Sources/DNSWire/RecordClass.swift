/// A record or query class (RFC 1035 §3.2.4). Only the Internet's is served.
public struct RecordClass: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    @inlinable
    public static func == (left: RecordClass, right: RecordClass) -> Bool {
        left.rawValue == right.rawValue
    }

    /// The Internet.
    public static var internet: RecordClass { RecordClass(rawValue: 1) }
    public static var chaos: RecordClass { RecordClass(rawValue: 3) }
    public static var hesiod: RecordClass { RecordClass(rawValue: 4) }
    /// No class, in updates only (RFC 2136).
    public static var none: RecordClass { RecordClass(rawValue: 254) }
    public static var any: RecordClass { RecordClass(rawValue: 255) }
}

extension RecordClass: LosslessStringConvertible {
    /// Reads `IN`, `CH`, `HS`, or `CLASS` and a number (RFC 3597 §5), in any case of letters.
    public init?(_ description: String) {
        switch description.uppercased() {
        case "IN": self = .internet
        case "CH": self = .chaos
        case "HS": self = .hesiod
        case let text where text.hasPrefix("CLASS"):
            guard let value = UInt16(decimal: text.dropFirst(5)) else { return nil }
            self.init(rawValue: value)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .internet: "IN"
        case .chaos: "CH"
        case .hesiod: "HS"
        case .none: "NONE"
        case .any: "ANY"
        default: "CLASS\(rawValue)"
        }
    }
}
