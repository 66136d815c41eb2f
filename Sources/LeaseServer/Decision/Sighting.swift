internal import Addresses
internal import DHCPWire
package import Registry

/// Where a machine's MAC was last seen, and where it was before it moved there (R18).
package struct Sighting: Hashable, Sendable {
    package var place: Attachment
    /// Seconds UTC.
    package var seen: Int64
    package var xid: UInt32
    package var network: NetworkID
    /// The place before, and when it moved; `nil` if it has not moved.
    package var previousPlace: Attachment?
    package var moved: Int64
}

/// What the place of a message says about its sender.
enum Placement: Hashable {
    /// Where it was, or it has no lease that somebody else could want, or the message has no place.
    case expected
    /// Elsewhere, and not seen at the old place for a while: a machine may migrate.
    case moved
    /// Elsewhere, while it is at the old place too.
    case duplicate
}

extension DecisionContext {
    /// For how long after a message its sender is still taken to be there, in seconds.
    static let dwellSeconds: Int64 = 30

    /// Whether the message tells where its sender is. A renewal that is sent to our address may come by any way.
    var isPlaced: Bool {
        switch link.path {
        case .relayed: true
        case .direct: destination == .broadcast || request.header.ciaddr == .any
        case .routed: false
        }
    }

    var placement: Placement {
        guard isPlaced, let sighting, place != sighting.place, client.lease?.isLive(at: now) == true else {
            return .expected
        }
        // Two relays of one link pass on the same message.
        if sighting.xid == request.header.xid, sighting.network == link.network.id { return .expected }
        return now - sighting.seen < Self.dwellSeconds ? .duplicate : .moved
    }

    /// Whether it is back where it was before it moved, within one lease: then it is at both places.
    private var isBack: Bool {
        guard let sighting, let previous = sighting.previousPlace else { return false }
        return previous == place && now - sighting.moved < home.leaseSeconds
    }

    /// What is written down when a message came from elsewhere.
    func evidence(of placement: Placement) -> [LeaseChange] {
        guard placement != .expected, let sighting else { return [] }
        let detail = "at \(place) now, \(now - sighting.seen) s ago at \(sighting.place)"
        let kind: LeaseEvent.Kind = placement == .duplicate || isBack ? .duplicateMAC : .macMoved
        return [event(kind, client.lease?.address, detail, other: kind == .duplicateMAC ? mac : nil)]
    }

    /// What is to be remembered of the message; `nil` for one without a place, and for guests, who may have any number of
    /// MACs and come and go as they like.
    func sighting(after placement: Placement) -> Sighting? {
        guard isPlaced, client.kind != .guest, placement != .duplicate else { return nil }
        let hasMoved = placement == .moved
        return Sighting(
            place: place, seen: now, xid: request.header.xid, network: link.network.id,
            previousPlace: hasMoved ? sighting?.place : sighting?.previousPlace,
            moved: hasMoved ? now : sighting?.moved ?? now)
    }
}

extension Attachment: CustomStringConvertible {
    package var description: String {
        guard giaddr != .any else { return "interface \(interface)" }
        let parts = [("circuit", circuitID), ("remote", remoteID)].compactMap { name, octets in
            octets.map { "\(name) " + $0.prefix(32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        }
        return (["relay \(giaddr)"] + parts).joined(separator: ", ")
    }
}
