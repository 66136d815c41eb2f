internal import Addresses
internal import DHCPWire
internal import Registry

/// Everything a decision depends on, checked and looked up: a sane message of a registered machine, on a known link.
struct DecisionContext {
    let request: DHCPMessage
    let machine: KnownInterface
    /// The network that the machine belongs to.
    let home: LeaseNetwork
    /// What it is told.
    let options: ReplyOptions
    /// Where it asks.
    let link: RequestLink
    /// Option 61, kept for diagnosis.
    let clientIdentifier: [UInt8]?
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
        guard let machine = book.interface(of: header.chaddr) else { throw .unknownMAC }
        let path = RequestLink.Path(of: request, arrival, book)
        if path == .direct, let sender = arrival.origin.sourceMAC, sender != header.chaddr { throw .spoofedSender }
        guard let home = book.network(machine.network), let options = book.replyOptions(of: machine) else {
            throw .noNetwork
        }

        self.request = request
        self.machine = machine
        self.home = home
        self.options = options
        link = try RequestLink(of: request, arrival, home: home, path: path, relays, book)
        self.book = book
        localAddresses = arrival.localAddresses
        place = Attachment(of: request, datagram, from: arrival.origin)
        destination = arrival.origin.destination
        self.sighting = sighting
        self.verdict = verdict
        self.now = now
        let known = machine.lease?.clientIdentifier
        clientIdentifier =
            request.clientIdentifier.equals(known, in: datagram)
            ? known : request.clientIdentifier.octets(of: datagram, limit: 255)
    }

    var mac: MACAddress { request.header.chaddr }

    var isAtHome: Bool { link.network.id == home.id }

    /// The machine's tie, if the address may still be given out: the network may have changed since.
    var tie: Lease? {
        guard let lease = machine.lease, lease.network == home.id, book.isUsable(lease.address, in: home) else {
            return nil
        }
        return lease
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
            mac: mac, address: address, network: home.id, machine: machine.machine, state: state, starts: now,
            expires: after(seconds), clientIdentifier: clientIdentifier)
    }

    /// - Parameter other: the MAC on the other side of a conflict.
    func event(
        _ kind: LeaseEvent.Kind, _ address: IPv4Address? = nil, _ detail: String? = nil, other: MACAddress? = nil
    ) -> LeaseChange {
        .event(
            LeaseEvent(
                kind: kind, mac: mac, address: address, network: link.network.id, machine: machine.machine,
                otherMAC: other, otherMachine: other.flatMap { book.interface(of: $0)?.machine }, detail: detail))
    }

    func reply(_ type: DHCPMessageType, yiaddr: IPv4Address = .any, leaseSeconds: Int64? = nil) -> ReplyPlan {
        ReplyPlan(
            type: type, yiaddr: yiaddr, serverIdentifier: link.serverIdentifier, options: options,
            leaseSeconds: leaseSeconds, refusal: nil,
            destination: ReplyDestination(
                for: request.header, reply: type, yiaddr: yiaddr, isRouted: link.path == .routed))
    }
}
