internal import Addresses

/// Which address of a network's range comes next.
///
/// The pool holds hints; the truth is in the rows and the resting addresses, and every hint is checked against them.
/// So a batch that is rolled back needs to put back one cursor only, and asking changes nothing that is visible.
struct AddressPool {
    let network: LeaseNetwork
    /// No address below it has never been used, but for those in `freed`; `nil` at the range's end.
    var cursor: IPv4Address?
    /// Every freed address by the end of its rest, among some that are stale. `neverRested` for one without a rest.
    private var freed: TimedAddressHeap
    /// Every tied address by a time at or before its lease's end, among some that are stale; made when the range is
    /// first found used up, which most ranges never are.
    private var ties: TimedAddressHeap?

    private static let neverRested = Int64.min

    init(_ network: LeaseNetwork, resting: some Sequence<RestingAddress>) {
        self.network = network
        cursor = network.range.first
        freed = TimedAddressHeap(resting.map { .init(time: $0.until, address: $0.address) })
    }

    /// Forgets which addresses are tied: those that could be used have changed.
    mutating func forgetTies() {
        ties = nil
    }

    /// The address ended being anybody's.
    ///
    /// - Parameter until: the end of its rest; `nil` if it has none.
    mutating func free(_ address: IPv4Address, until: Int64?) {
        guard network.range.contains(address) else { return }
        if until == nil, let cursor, address >= cursor { return }
        freed.insert(.init(time: until ?? Self.neverRested, address: address))
    }

    /// A lease was set where `old` stood before.
    ///
    /// A later end needs no entry: the one that is there is early enough, and is put right when it comes up.
    mutating func tie(_ lease: Lease, replacing old: Lease?) {
        guard ties != nil, network.range.contains(lease.address) else { return }
        if let old, old.address == lease.address, old.expires <= lease.expires { return }
        ties?.insert(.init(time: lease.expires, address: lease.address))
    }

    /// The first address never used; else the one free for longest; else the tie that ended the longest ago.
    mutating func next(at now: Int64, _ state: AddressUse) -> FreeAddress? {
        trim(state)
        return nextNeverUsed(state) ?? nextFreed(at: now, state) ?? nextTied(at: now, state)
    }

    private mutating func nextNeverUsed(_ state: AddressUse) -> FreeAddress? {
        while let address = cursor {
            if state.isFree(address, in: network), state.resting[address] == nil { return .neverUsed(address) }
            cursor = address < network.range.last ? address.next : nil
        }
        return nil
    }

    private mutating func nextFreed(at now: Int64, _ state: AddressUse) -> FreeAddress? {
        while let first = freed.first, first.time <= now {
            if isCurrent(first, state) {
                return first.time == Self.neverRested ? .neverUsed(first.address) : .rested(first.address)
            }
            freed.removeFirst()
        }
        return nil
    }

    private mutating func nextTied(at now: Int64, _ state: AddressUse) -> FreeAddress? {
        var ties = self.ties ?? tiesInRange(state)
        self.ties = nil
        defer { self.ties = ties }
        let endOfRested = now - max(0, network.restSeconds)
        while let first = ties.first, first.time <= endOfRested {
            guard let lease = state.rows.lease(at: first.address), lease.network == network.id,
                state.isUsable(first.address, in: network)
            else {
                ties.removeFirst()
                continue
            }
            guard lease.expires > first.time else { return .tied(lease) }
            ties.replaceFirst(with: .init(time: lease.expires, address: first.address))
        }
        return nil
    }

    /// Once, when the range is used up: a walk over it.
    private func tiesInRange(_ state: AddressUse) -> TimedAddressHeap {
        var entries: [TimedAddressHeap.Entry] = []
        var address: IPv4Address? = network.range.first
        while let current = address {
            if let lease = state.rows.lease(at: current) {
                entries.append(.init(time: lease.expires, address: current))
            }
            address = current < network.range.last ? current.next : nil
        }
        return TimedAddressHeap(entries)
    }

    private func isCurrent(_ entry: TimedAddressHeap.Entry, _ state: AddressUse) -> Bool {
        state.isFree(entry.address, in: network)
            && state.resting[entry.address]?.until == (entry.time == Self.neverRested ? nil : entry.time)
    }

    /// Throws stale entries out once they outnumber the addresses, which costs less than making them did.
    private mutating func trim(_ state: AddressUse) {
        let limit = 2 * network.range.count + 64
        if freed.count > limit {
            freed = TimedAddressHeap(Array(Set(freed.entries.filter { isCurrent($0, state) })))
        }
        if let ties, ties.count > limit {
            self.ties = nil
        }
    }
}

/// What is true of addresses now: the state a pool's hints are checked against.
struct AddressUse {
    let rows: LeaseRows
    let resting: [IPv4Address: RestingAddress]
    let own: Set<IPv4Address>

    /// Whether a machine may have the address at all.
    func isUsable(_ address: IPv4Address, in network: LeaseNetwork) -> Bool {
        network.range.contains(address) && !network.excluded.contains(address) && !own.contains(address)
    }

    /// Whether the address may be used and is tied to nobody.
    func isFree(_ address: IPv4Address, in network: LeaseNetwork) -> Bool {
        isUsable(address, in: network) && !rows.isHeld(address)
    }
}
