internal import Addresses
internal import DHCPWire
internal import Registry

/// What is known of the address or the MAC that a query names (RFC 4388 §6.4).
///
/// Whoever may pass on requests may ask. A query by client identifier finds nothing: here it identifies nobody (R1).
func answerLeaseQuery(
    _ query: DHCPMessage, arrival: LeaseArrival, relays: RelayPolicy, book: LeaseBook, now: Int64
) throws(DropReason) -> LeaseQueryReply {
    let header = query.header
    guard header.op == DHCPHeader.bootRequest else { throw .notAClientMessage }
    guard header.isRelayed, relays.allows(header.giaddr, from: arrival.origin.source, book) else {
        throw .relayNotAllowed
    }
    guard let server = arrival.localAddresses.first else { throw .noServerAddress }
    let namesMAC = header.hlen != 0 && header.chaddr != .zero
    let finding: LeaseQueryReply.Finding
    switch (header.ciaddr != .any, namesMAC, query.clientIdentifier.isPresent) {
    case (true, false, false): finding = book.finding(on: header.ciaddr, at: now)
    case (false, true, false):
        let lease = header.htype == DHCPHeader.ethernet && header.hlen == 6 ? book.lease(of: header.chaddr) : nil
        finding = lease.flatMap { $0.isLive(at: now) ? .active($0) : nil } ?? .unknown
    case (false, false, true): finding = .unknown
    // None or more than one: which is meant?
    default: throw .contradictory
    }
    var reply = LeaseQueryReply(finding: finding, serverIdentifier: server, now: now)
    if case .active(let lease) = finding { reply.relayInformation = book.relayInformation(of: lease.mac) }
    return reply
}

extension LeaseBook {
    fileprivate func finding(on address: IPv4Address, at now: Int64) -> LeaseQueryReply.Finding {
        if let lease = lease(at: address), lease.isLive(at: now) { return .active(lease) }
        guard let network = network(containing: address) else { return .unknown }
        let isOurs =
            isReserved(address) || isUsable(address, in: network) || isUsable(address, in: network, for: .guest)
        return isOurs ? .unassigned : .unknown
    }
}
