internal import Addresses
internal import DHCPWire
internal import Registry

extension DecisionContext {
    /// How long an address is kept for whoever was offered it, in seconds.
    static let offerSeconds: Int64 = 60

    /// DISCOVER (RFC 2131 §4.3.1): the address that the machine has, else the next one. What it would like (option 50) is
    /// not looked at: a restored clone would like the original's (R5).
    func decideDiscover() -> LeaseDecision {
        guard isAtHome else {
            return .drop(.wrongNetwork, [event(.wrongNetwork, nil, wrongNetworkDetail)])
        }
        guard let tie else { return offerNext() }
        if !tie.isLive(at: now), let probe = probe(of: tie.address) {
            if let stranger = stranger(on: probe) {
                let evidence = evidence(of: stranger, using: tie.address)
                // A host's address is its own whatever the wire says.
                guard client.reserved == nil else {
                    return .reply(offer(tie.address), [.put(offered(tie.address))] + evidence)
                }
                return offerNext(after: [.drop(mac), rest(tie.address)] + evidence)
            }
            guard verdict?.probe == probe else {
                return .ask(probe, isOfferFresh(tie) ? [] : [.put(offered(tie.address))])
            }
        }
        if isRapid { return acknowledge(tie, isRapid: true) }
        // A lease in use is not made an offer; an offer that has half its time left is not committed again (R6).
        if tie.isLive(at: now) || isOfferFresh(tie) {
            return .reply(offer(tie.address))
        }
        return .reply(offer(tie.address), [.put(offered(tie.address))])
    }

    private func offer(_ address: IPv4Address) -> ReplyPlan {
        reply(.offer, yiaddr: address, leaseSeconds: leaseSeconds)
    }

    /// Whether the client wants to be acknowledged at once, and the network lets it (RFC 4039 §3.1).
    private var isRapid: Bool { home.rapidCommit && request.isAskingForRapidCommit }

    private func isOfferFresh(_ tie: Lease) -> Bool {
        tie.state == .offered && tie.expires >= after(Self.offerSeconds / 2)
    }

    func offered(_ address: IPv4Address) -> Lease {
        lease(.offered, address, seconds: Self.offerSeconds)
    }

    /// - Parameter given: the changes that end the tie there was; `nil`: it ends as one to an address that may not be
    ///   given out any more.
    private func offerNext(after given: [LeaseChange]? = nil) -> LeaseDecision {
        guard let next = nextAddress else {
            let exhausted = event(.rangeExhausted, nil, exhaustionDetail)
            // It is told not to choose one by itself (RFC 2563 §2): an offer of no address.
            let changes = (given ?? []) + [exhausted]
            guard request.isAskingToAutoConfigure else { return .drop(.noAddressLeft, changes) }
            return .reply(reply(.offer), changes)
        }
        let changes = (given ?? changesToGiveUpTie()) + self.changes(toTake: next) + [.put(offered(next.address))]
        if let probe = probe(of: next.address) { return .ask(probe, changes) }
        if isRapid { return acknowledge(offered(next.address), after: changes, isRapid: true) }
        return .reply(offer(next.address), changes)
    }

    /// What ends whatever stands in the way of an address that comes next.
    func changes(toTake next: FreeAddress) -> [LeaseChange] {
        switch next {
        case .neverUsed:
            return []
        case .rested(let address):
            return [.unrest(address)]
        case .tied(let lease):
            // A guest that never took the address has nothing that could end.
            guard lease.machine != nil || lease.state != .offered else { return [.drop(lease.mac)] }
            let event = LeaseEvent(
                kind: .leaseTakenOver, mac: lease.mac, address: lease.address, network: lease.network,
                machine: lease.machine, detail: "the range was used up; the address went to \(mac)")
            return [.drop(lease.mac), .event(event)]
        }
    }

    /// Ends a tie to an address that can no longer be given out. The machine may use it until its lease ends, and so
    /// long, and then its rest, nobody else gets it.
    private func changesToGiveUpTie() -> [LeaseChange] {
        guard let old = client.lease else { return [] }
        let end = min(max(old.expires, now), after(.max))
        let rest = min(max(home.restSeconds, 0), Int64(UInt32.max))
        var changes: [LeaseChange] = [
            .drop(mac),
            .rest(RestingAddress(address: old.address, network: old.network, until: end + rest, reason: .released)),
        ]
        if old.isLive(at: now) {
            changes.append(event(.leaseReleased, old.address, "the address may no longer be given out"))
        }
        return changes
    }

    private var exhaustionDetail: String {
        if let reserved = client.reserved { return "the host's address \(reserved) is not free" }
        return home.addresses(for: client.range).map { "no address of \($0) is left" } ?? "there is no range"
    }

    var wrongNetworkDetail: String {
        "belongs to network \(home.name), asked on \(link.network.name)"
    }
}
