internal import Addresses
internal import DHCPWire
internal import Registry

/// The network that a request was made on, and what we are called there.
struct RequestLink {
    enum Path {
        /// From the machine itself, on our link.
        case direct
        /// Through a relay agent, which gets the reply. Only there does option 118 count: a relay is believed, and so is a
        /// program that asks in the name of others and puts itself in `giaddr`; a machine on our link is where it is.
        case relayed
        /// From a machine with an address, through routers (RFC 2131 §4.3.2, RENEWING): nobody filled in `giaddr`, so
        /// `ciaddr` says where it is.
        case routed
    }

    let path: Path
    let network: LeaseNetwork
    /// One for each link: our address in the network, else the first of the interface (R22).
    let serverIdentifier: IPv4Address
    /// Whether the client's option 118 may be heeded here, and so comes back to it (RFC 3011 §2).
    let heedsSubnetSelection: Bool

    /// - Parameter home: the network that the machine belongs to; it counts where an interface is in several. `nil` for a
    ///   stranger, who counts as a guest where there is a range for such.
    init(
        of request: DHCPMessage, _ arrival: LeaseArrival, home: LeaseNetwork?, path: Path, _ relays: RelayPolicy,
        _ book: LeaseBook
    ) throws(DropReason) {
        self.path = path
        heedsSubnetSelection = path == .relayed && request.subnetSelection != nil
        switch path {
        case .relayed:
            guard relays.allows(request.header.giaddr, from: arrival.origin.source, book) else {
                throw .relayNotAllowed
            }
            // RFC 3527 §3: the relay's word goes before the client's.
            let link =
                request.relayLocation.linkSelection ?? request.subnetSelection ?? request.header.giaddr
            guard let network = book.network(containing: link) else { throw .noNetwork }
            self.network = network
        case .routed:
            guard let network = book.network(containing: request.header.ciaddr) else { throw .noNetwork }
            self.network = network
        case .direct:
            network = try Self.network(of: arrival.localAddresses, home: home, book)
        }
        let cidr = network.cidr
        guard let address = arrival.localAddresses.first(where: { cidr.contains($0) }) ?? arrival.localAddresses.first
        else { throw .noServerAddress }
        serverIdentifier = address
    }

    private static func network(
        of addresses: [IPv4Address], home: LeaseNetwork?, _ book: LeaseBook
    ) throws(DropReason) -> LeaseNetwork {
        if let home, addresses.contains(where: { home.cidr.contains($0) }) { return home }
        var first: LeaseNetwork?
        for address in addresses {
            guard let network = book.network(containing: address) else { continue }
            if home != nil || network.guestRange != nil { return network }
            first = first ?? network
        }
        guard let first else { throw .noNetwork }
        return first
    }
}

extension RequestLink.Path {
    init(of request: DHCPMessage, _ arrival: LeaseArrival, _ book: LeaseBook) {
        let header = request.header
        if header.isRelayed {
            self = .relayed
        } else if header.ciaddr != .any, header.ciaddr == arrival.origin.source,
            arrival.origin.destination != .broadcast, !Self.isOnLink(header.ciaddr, arrival, book)
        {
            self = .routed
        } else {
            self = .direct
        }
    }

    private static func isOnLink(_ address: IPv4Address, _ arrival: LeaseArrival, _ book: LeaseBook) -> Bool {
        guard let cidr = book.network(containing: address)?.cidr else { return true }
        // A network on another of our interfaces needs no router to reach us: such a packet lies about where it is from.
        return arrival.localAddresses.contains { cidr.contains($0) } || book.ownAddresses.contains { cidr.contains($0) }
    }
}
