internal import Addresses
internal import DHCPWire
internal import Registry

/// Everything a decision depends on, checked and looked up: a sane message of somebody who may have an answer, on a known
/// link.
struct DecisionContext {
    let request: DHCPMessage
    let client: Client
    /// The network that the client belongs to: a guest, to the one it asks on.
    let home: LeaseNetwork
    /// What it is told.
    let options: ReplyOptions
    /// Where it asks.
    let link: RequestLink
    /// Option 61, kept for diagnosis.
    let clientIdentifier: [UInt8]?
    /// Option 82 of a relay, if it is other than what is known of the client.
    let relayNews: [UInt8]?
    let book: LeaseBook
    let localAddresses: [IPv4Address]
    /// Where the message came from, and what it was sent to.
    let place: Attachment
    let destination: IPv4Address
    /// Where the MAC was seen last.
    let sighting: Sighting?
    /// What the wire said, if it was asked.
    let verdict: ProbeVerdict?
    let now: Int64

    init(
        _ request: DHCPMessage, of datagram: Span<UInt8>, arrival: LeaseArrival, relays: RelayPolicy, book: LeaseBook,
        sighting: Sighting? = nil, verdict: ProbeVerdict? = nil, now: Int64
    ) throws(DropReason) {
        let header = request.header
        guard header.op == DHCPHeader.bootRequest else { throw .notAClientMessage }
        do {
            try header.checkClient()
        } catch {
            throw .unfitHeader
        }
        let known = book.client(of: header.chaddr, at: now)
        guard Self.mayBeAnswered(known, book) else { throw .unknownMAC }
        let path = RequestLink.Path(of: request, arrival, book)
        if path == .direct, let sender = arrival.origin.sourceMAC, sender != header.chaddr { throw .spoofedSender }
        var registered: LeaseNetwork?
        if let network = known.network {
            registered = book.network(network)
            guard registered != nil else { throw .noNetwork }
        }
        let link = try RequestLink(of: request, arrival, home: registered, path: path, relays, book)
        let home = registered ?? link.network
        guard let client = Client(known, on: link.network) else { throw .unknownMAC }
        guard let options = book.replyOptions(of: known, on: home.id) else { throw .noNetwork }

        self.request = request
        self.client = client
        self.home = home
        self.options = options
        self.link = link
        self.book = book
        localAddresses = arrival.localAddresses
        place = Attachment(of: request, datagram, from: arrival.origin)
        destination = arrival.origin.destination
        self.sighting = sighting
        self.verdict = verdict
        self.now = now
        relayNews = Self.relayNews(of: request, datagram, path, book)
        let identifier = client.lease?.clientIdentifier
        clientIdentifier =
            request.clientIdentifier.equals(identifier, in: datagram)
            ? identifier : request.clientIdentifier.octets(of: datagram, limit: 255)
    }

    /// Unknown MACs are told nothing where nobody is a guest, not even that (R4); a clone's MAC never is one.
    private static func mayBeAnswered(_ client: LeaseClient, _ book: LeaseBook) -> Bool {
        switch client {
        case .machine, .host, .privateMAC: true
        case .poolMAC: false
        case .stranger: book.servesGuests
        }
    }

    var mac: MACAddress { request.header.chaddr }

    var isAtHome: Bool { link.network.id == home.id }

    /// The client's tie, if the address may still be given out: the network may have changed since.
    var tie: Lease? {
        guard let lease = client.lease, lease.network == home.id, mayHave(lease.address) else { return nil }
        return lease
    }

    /// Whether the address is one that the client may have at all.
    private func mayHave(_ address: IPv4Address) -> Bool {
        if let reserved = client.reserved { return address == reserved && !book.ownAddresses.contains(address) }
        return book.isUsable(address, in: home, for: client.range)
    }

    /// The address that a client without one is to get: a host its own, the others the next of their range.
    var nextAddress: FreeAddress? {
        guard let reserved = client.reserved else { return book.nextAddress(in: home.id, for: client.range, at: now) }
        guard mayHave(reserved), book.lease(at: reserved).map({ $0.mac == mac }) ?? true else { return nil }
        return book.resting(reserved) == nil ? .neverUsed(reserved) : .rested(reserved)
    }

    /// Whether option 54 names us: the link's identifier, or any other address of ours, so that an address that moved
    /// here still counts (R22).
    func isOurs(_ serverIdentifier: IPv4Address?) -> Bool {
        guard let serverIdentifier else { return false }
        return serverIdentifier == link.serverIdentifier || localAddresses.contains(serverIdentifier)
            || book.ownAddresses.contains(serverIdentifier)
    }

    /// The moment so many seconds from now. Times outside what an option can say are brought inside.
    func after(_ seconds: Int64) -> Int64 {
        now + min(max(seconds, 0), Int64(UInt32.max))
    }

    func lease(_ state: LeaseState, _ address: IPv4Address, seconds: Int64) -> Lease {
        Lease(
            mac: mac, address: address, network: home.id, machine: client.machine, state: state, starts: now,
            expires: after(seconds), clientIdentifier: clientIdentifier)
    }

    /// - Parameter other: the MAC on the other side of a conflict.
    func event(
        _ kind: LeaseEvent.Kind, _ address: IPv4Address? = nil, _ detail: String? = nil, other: MACAddress? = nil
    ) -> LeaseChange {
        .event(
            LeaseEvent(
                kind: kind, mac: mac, address: address, network: link.network.id, machine: client.machine,
                otherMAC: other, otherMachine: other.flatMap { book.interface(of: $0)?.machine }, detail: detail))
    }

    func reply(_ type: DHCPMessageType, yiaddr: IPv4Address = .any, leaseSeconds: Int64? = nil) -> ReplyPlan {
        ReplyPlan(
            type: type, yiaddr: yiaddr, serverIdentifier: link.serverIdentifier, options: options,
            leaseSeconds: leaseSeconds, refusal: nil, repeatsSubnetSelection: link.heedsSubnetSelection,
            destination: ReplyDestination(
                for: request.header, reply: type, yiaddr: yiaddr, isRouted: link.path == .routed))
    }
}
