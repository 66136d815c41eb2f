package import Datagrams

/// The addresses and ports that the server itself listens on.
///
/// A query that claims to come from one of them was made to let the server talk to itself; it gets silence. So does every
/// response (`MessageHeader.isResponse`), and whatever comes from the port of a service that answers anything.
package struct OwnAddresses: Sendable {
    private let sockets: [SocketAddress]

    /// - Parameter listening: a wildcard stands for every address of its family that this host has now.
    package init(listening: [SocketAddress]) {
        sockets = listening.flatMap { address -> [SocketAddress] in
            guard address.isWildcard else { return [address] }
            if case .ipv6 = address.host {
                return IPv6InterfaceAddress.all().map { SocketAddress(host: .ipv6($0.address), port: address.port) }
            }
            return InterfaceAddress.all().map { SocketAddress($0.address, port: address.port) }
        }
    }

    /// Whether a query from here must not be answered, because the reply would come back or lead to another, and so on
    /// for ever: ports of echo, daytime, character generator and time (RFC 862, 867, 864, 868), port 0, and ourselves.
    package func isLoop(_ source: SocketAddress) -> Bool {
        switch source.port {
        case 0, 7, 13, 19, 37: return true
        default: break
        }
        // Ports are compared first: hardly any client sends from ours.
        for index in sockets.indices where sockets[index].port == source.port && sockets[index].host == source.host {
            return true
        }
        return false
    }
}
