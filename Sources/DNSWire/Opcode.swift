/// What kind of query a message is (RFC 1035 §4.1.1): four bits.
public struct Opcode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static var query: Opcode { Opcode(rawValue: 0) }
    public static var status: Opcode { Opcode(rawValue: 2) }
    public static var notify: Opcode { Opcode(rawValue: 4) }
    public static var update: Opcode { Opcode(rawValue: 5) }
}

extension Opcode: CustomStringConvertible {
    public var description: String {
        switch self {
        case .query: "QUERY"
        case .status: "STATUS"
        case .notify: "NOTIFY"
        case .update: "UPDATE"
        default: "OPCODE\(rawValue)"
        }
    }
}
