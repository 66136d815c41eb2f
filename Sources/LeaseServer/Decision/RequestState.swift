internal import Addresses
internal import DHCPWire

/// In which of its states a client sent a REQUEST, and the address it named (RFC 2131 §4.3.2 and table 4).
enum RequestState: Hashable {
    case selecting(IPv4Address, server: IPv4Address)
    case initReboot(IPv4Address)
    /// RENEWING if it came unicast, REBINDING if by broadcast or relay; we are the only server, so they are the same.
    case extending(IPv4Address)

    /// - Returns: `nil` if the fields contradict each other.
    init?(of request: DHCPMessage) {
        let ciaddr = request.header.ciaddr
        switch (request.serverIdentifier, request.requestedAddress) {
        case (let server?, let address?) where ciaddr == .any: self = .selecting(address, server: server)
        case (nil, let address?) where ciaddr == .any: self = .initReboot(address)
        case (nil, nil) where ciaddr != .any: self = .extending(ciaddr)
        // Some clients say the same twice when they renew.
        case (nil, let address?) where address == ciaddr: self = .extending(ciaddr)
        default: return nil
        }
    }

    var address: IPv4Address {
        switch self {
        case .selecting(let address, _), .initReboot(let address), .extending(let address): address
        }
    }
}
