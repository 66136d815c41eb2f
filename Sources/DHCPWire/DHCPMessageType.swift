/// What a message is (option 53: RFC 2132 §9.6, RFC 4388 §6.1).
public enum DHCPMessageType: UInt8, Sendable {
    case discover = 1
    case offer = 2
    case request = 3
    case decline = 4
    case ack = 5
    case nak = 6
    case release = 7
    case inform = 8
    case leaseQuery = 10
    case leaseUnassigned = 11
    case leaseUnknown = 12
    case leaseActive = 13
}
