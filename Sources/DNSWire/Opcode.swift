/// What kind of query a message is (RFC 1035 §4.1.1): four bits.
package struct Opcode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static var query: Opcode { Opcode(rawValue: 0) }
    package static var status: Opcode { Opcode(rawValue: 2) }
    package static var notify: Opcode { Opcode(rawValue: 4) }
    package static var update: Opcode { Opcode(rawValue: 5) }
}

extension Opcode: CustomStringConvertible {
    package var description: String {
        switch self {
        case .query: "QUERY"
        case .status: "STATUS"
        case .notify: "NOTIFY"
        case .update: "UPDATE"
        default: "OPCODE\(rawValue)"
        }
    }
}
