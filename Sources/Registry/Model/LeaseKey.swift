package import Addresses

/// What a lease is asked for by.
package enum LeaseKey: Hashable, Sendable {
    case address(IPv4Address)
    case mac(MACAddress)
}

extension LeaseKey: CodableAsText {
    package static let kindOfText = "an IPv4 address or a MAC address"

    /// Reads `10.86.51.63` or `00-1D-D8-B7-1C-07`.
    package init?(_ description: String) {
        if let address = IPv4Address(description) {
            self = .address(address)
        } else if let mac = MACAddress(description) {
            self = .mac(mac)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .address(let address): address.description
        case .mac(let mac): mac.description
        }
    }
}
