internal import Addresses
internal import DHCPWire
internal import Registry

extension DecisionContext {
    /// REQUEST in its four states (RFC 2131 §4.3.2). The answer is the address that the client named, or a refusal: a
    /// client that is given another one keeps the one it has (R11).
    func decideRequest() -> LeaseDecision {
        guard let state = RequestState(of: request), state.address != .any else { return .drop(.contradictory) }
        if case .selecting(_, let server) = state, !isOurs(server) {
            return .drop(.foreignServer, [event(.foreignServer, state.address, "chose the server \(server)")])
        }
        guard isAtHome else {
            return refuse(.wrongNetwork, event(.wrongNetwork, state.address, wrongNetworkDetail))
        }
        if let tie, tie.address == state.address { return acknowledge(tie) }
        // A host has its address by the registry's word, also before its first lease and after that was forgotten.
        if client.reserved == state.address, let next = nextAddress {
            return acknowledge(offered(next.address), after: changes(toTake: next))
        }
        return refuse(.notYours, evidence(of: state.address))
    }

    /// Every ACK is committed, a renewal too: the new end has been promised.
    ///
    /// - Parameter isRapid: whether it answers a DISCOVER (RFC 4039).
    func acknowledge(_ tie: Lease, after earlier: [LeaseChange] = [], isRapid: Bool = false) -> LeaseDecision {
        var changes = earlier + [.put(lease(.bound, tie.address, seconds: leaseSeconds))]
        if let relayChange { changes.append(relayChange) }
        if !tie.isLive(at: now) {
            changes.append(event(.leaseBegan, tie.address))
        }
        var plan = reply(.ack, yiaddr: tie.address, leaseSeconds: leaseSeconds)
        plan.isRapid = isRapid
        return .reply(plan, changes)
    }

    /// The registry is the record of every machine here, so a wrong address is refused at once, in every state (R8–R10).
    private func refuse(_ refusal: Refusal, _ event: LeaseChange?) -> LeaseDecision {
        let changes = event.map { [$0] } ?? []
        guard link.path != .routed else { return .drop(.refusalUnreachable, changes) }
        var plan = reply(.nak)
        plan.refusal = refusal
        return .reply(plan, changes)
    }

    /// A registered machine that asks for an address that is not its own was cloned or restored. A guest comes from
    /// another network and asks for what it had there, which is no evidence of anything, unless somebody here has it.
    private func evidence(of address: IPv4Address) -> LeaseChange? {
        if client.kind == .guest, book.lease(at: address) == nil, !book.isReserved(address) { return nil }
        return event(
            .requestRefused, address, refusalDetail(address), other: book.lease(at: address)?.mac)
    }

    private func refusalDetail(_ address: IPv4Address) -> String {
        if let holder = book.lease(at: address) {
            "asked for \(address), which is tied to \(holder.mac)"
        } else {
            "asked for \(address), which is not its own"
        }
    }
}
