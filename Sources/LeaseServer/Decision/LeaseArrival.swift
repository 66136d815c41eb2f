package import Addresses

/// How a request came and what we are called there.
package struct LeaseArrival: Hashable, Sendable {
    package var origin: DatagramOrigin
    /// The addresses of the interface it came in by, the first of them the one it is known by.
    package var localAddresses: [IPv4Address]

    package init(origin: DatagramOrigin, localAddresses: [IPv4Address]) {
        self.origin = origin
        self.localAddresses = localAddresses
    }
}
