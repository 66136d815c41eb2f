package import Addresses
package import Datagrams

/// A block of addresses whose owners are served, of either family.
package enum ClientNetwork: Hashable, Sendable {
    case ipv4(IPv4Network)
    case ipv6(IPv6Network)

    /// Whether it is everybody: `0.0.0.0/0` or `::/0`.
    var isEverybody: Bool {
        switch self {
        case .ipv4(let network): network.prefixLength == 0
        case .ipv6(let network): network.prefixLength == 0
        }
    }
}

extension ClientNetwork: LosslessStringConvertible {
    package init?(_ description: String) {
        if let network = IPv4Network(description) {
            self = .ipv4(network)
        } else if let network = IPv6Network(description) {
            self = .ipv6(network)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .ipv4(let network): network.description
        case .ipv6(let network): network.description
        }
    }
}
