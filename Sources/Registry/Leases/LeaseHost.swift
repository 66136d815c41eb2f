package import Addresses

/// A host as the lease server knows it: the one address that a MAC has, whatever happens.
package struct LeaseHost: Hashable, Sendable {
    package var mac: MACAddress
    package var address: IPv4Address
    package var network: NetworkID

    package init(mac: MACAddress, address: IPv4Address, network: NetworkID) {
        self.mac = mac
        self.address = address
        self.network = network
    }
}

/// The hosts of all networks, by MAC and by address. There are few: people make each of them by hand.
struct LeaseHosts {
    private var byMAC: [MACAddress: LeaseHost] = [:]
    /// Addresses that nobody else is ever leased.
    private(set) var addresses: Set<IPv4Address> = []

    init(_ hosts: some Sequence<LeaseHost> = []) {
        for host in hosts { insert(host) }
    }

    subscript(mac: MACAddress) -> LeaseHost? { byMAC[mac] }

    /// The hosts of a network as they are now.
    mutating func replace(of network: NetworkID, with hosts: some Sequence<LeaseHost>) {
        for host in byMAC.values where host.network == network {
            byMAC[host.mac] = nil
            addresses.remove(host.address)
        }
        for host in hosts { insert(host) }
    }

    /// Of two with one MAC or one address the first counts.
    private mutating func insert(_ host: LeaseHost) {
        guard byMAC[host.mac] == nil, addresses.insert(host.address).inserted else { return }
        byMAC[host.mac] = host
    }
}
