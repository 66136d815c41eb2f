internal import DHCPWire
internal import Telemetry

/// The messages of a batch by their types, until they are added to the counters.
struct LeaseTally: Hashable, Sendable {
    private static let typeCount = Int(DHCPMessageType.leaseActive.rawValue) + 1

    /// By the number of the type; 0: without one.
    private(set) var received = [UInt64](repeating: 0, count: typeCount)
    private(set) var sent = [UInt64](repeating: 0, count: typeCount)

    mutating func countRequest(_ type: DHCPMessageType?) {
        received[Int(type?.rawValue ?? 0)] &+= 1
    }

    mutating func countReply(_ type: DHCPMessageType) {
        sent[Int(type.rawValue)] &+= 1
    }

    mutating func add(_ other: LeaseTally) {
        received.add(other.received)
        sent.add(other.sent)
    }

    mutating func removeAll() {
        received.zero()
        sent.zero()
    }

    /// The message's name in RFC 2132 §9.6 and RFC 4388 §6.1.
    static func name(_ number: Int) -> String {
        switch UInt8(exactly: number).flatMap(DHCPMessageType.init(rawValue:)) {
        case .discover: "discover"
        case .offer: "offer"
        case .request: "request"
        case .decline: "decline"
        case .ack: "ack"
        case .nak: "nak"
        case .release: "release"
        case .inform: "inform"
        case .leaseQuery: "leasequery"
        case .leaseUnassigned: "leaseunassigned"
        case .leaseUnknown: "leaseunknown"
        case .leaseActive: "leaseactive"
        case nil: "none"
        }
    }
}
