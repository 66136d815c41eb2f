internal import Addresses

/// The two pools of a network, one for machines and one for guests. They share no address, so a flood of strangers can
/// use up their own pool and nothing else.
struct NetworkPools {
    private(set) var machines: AddressPool
    private(set) var guests: AddressPool?

    init(_ network: LeaseNetwork, resting: [RestingAddress]) {
        machines = AddressPool(network, network.range, offerRestSeconds: network.restSeconds, resting: resting)
        // Whoever was made an offer and did not take it has never used the address.
        guests = network.guestRange.map { AddressPool(network, $0, offerRestSeconds: 0, resting: resting) }
    }

    mutating func next(_ kind: RangeKind, at now: Int64, _ state: AddressUse) -> FreeAddress? {
        switch kind {
        case .lease: machines.next(at: now, state)
        case .guest: guests?.next(at: now, state)
        }
    }

    func cursor(_ kind: RangeKind) -> IPv4Address? {
        switch kind {
        case .lease: machines.cursor
        case .guest: guests?.cursor
        }
    }

    mutating func setCursor(_ kind: RangeKind, _ cursor: IPv4Address?) {
        switch kind {
        case .lease: machines.cursor = cursor
        case .guest: guests?.cursor = cursor
        }
    }

    mutating func forgetTies() {
        machines.forgetTies()
        guests?.forgetTies()
    }

    mutating func free(_ address: IPv4Address, until: Int64?) {
        machines.free(address, until: until)
        guests?.free(address, until: until)
    }

    mutating func tie(_ lease: Lease, replacing old: Lease?) {
        machines.tie(lease, replacing: old)
        guests?.tie(lease, replacing: old)
    }
}
