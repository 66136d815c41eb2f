internal import Addresses

/// Which address of one of a network's ranges comes next.
///
/// The pool holds hints; the truth is in the rows and the resting addresses, and every hint is checked against them.
/// So a batch that is rolled back needs to put back one cursor only, and asking changes nothing that is visible.
struct AddressPool {
    let network: LeaseNetwork
    let range: IPv4Range
    /// How long after it lapsed an offer that nobody took keeps its address from others, in seconds.
    private let offerRestSeconds: Int64
    /// No address below it has never been used, but for those in `freed`; `nil` at the range's end.
    var cursor: IPv4Address?
    /// Every freed address by the end of its rest, among some that are stale. `neverRested` for one without a rest.
    private var freed: TimedAddressHeap
    /// Every tied address by a time at or before that at which it may be taken over, among some that are stale; made when
    /// the range is first found used up, which most ranges never are.
    private var ties: TimedAddressHeap?

    private static let neverRested = Int64.min

    init(
        _ network: LeaseNetwork, _ range: IPv4Range, offerRestSeconds: Int64, resting: some Sequence<RestingAddress>
    ) {
        self.network = network
        self.range = range
        self.offerRestSeconds = offerRestSeconds
        cursor = range.first
        freed = TimedAddressHeap(
            resting.filter { range.contains($0.address) }.map { .init(time: $0.until, address: $0.address) })
    }

    /// Forgets which addresses are tied: those that could be used have changed.
    mutating func forgetTies() {
        ties = nil
    }

    /// The address ended being anybody's.
    ///
    /// - Parameter until: the end of its rest; `nil` if it has none.
    mutating func free(_ address: IPv4Address, until: Int64?) {
        guard range.contains(address) else { return }
        if until == nil, let cursor, address >= cursor { return }
        freed.insert(.init(time: until ?? Self.neverRested, address: address))
    }

    /// A lease was set where `old` stood before.
    ///
    /// A later end needs no entry: the one that is there is early enough, and is put right when it comes up.
    mutating func tie(_ lease: Lease, replacing old: Lease?) {
        guard ties != nil, range.contains(lease.address) else { return }
        let time = endOfRest(lease)
        if let old, old.address == lease.address, endOfRest(old) <= time { return }
        ties?.insert(.init(time: time, address: lease.address))
    }

    /// The first address never used; else the one free for longest; else the tie that ended the longest ago.
    mutating func next(at now: Int64, _ state: AddressUse) -> FreeAddress? {
        trim(state)
        return nextNeverUsed(state) ?? nextFreed(at: now, state) ?? nextTied(at: now, state)
    }

    private mutating func nextNeverUsed(_ state: AddressUse) -> FreeAddress? {
        while let address = cursor {
            if isFree(address, state), state.resting[address] == nil { return .neverUsed(address) }
            cursor = address < range.last ? address.next : nil
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
        while let first = ties.first, first.time <= now {
            guard let lease = state.rows.lease(at: first.address), lease.network == network.id,
                isUsable(first.address, state)
            else {
                ties.removeFirst()
                continue
            }
            let time = endOfRest(lease)
            guard time > first.time else { return .tied(lease) }
            ties.replaceFirst(with: .init(time: time, address: first.address))
        }
        return nil
    }

    /// When the tie may be taken over.
    private func endOfRest(_ lease: Lease) -> Int64 {
        let rest = min(max(0, lease.state == .offered ? offerRestSeconds : network.restSeconds), Int64(UInt32.max))
        return lease.expires > .max - rest ? .max : lease.expires + rest
    }

    /// Once, when the range is used up: a walk over it.
    private func tiesInRange(_ state: AddressUse) -> TimedAddressHeap {
        var entries: [TimedAddressHeap.Entry] = []
        var address: IPv4Address? = range.first
        while let current = address {
            if let lease = state.rows.lease(at: current) {
                entries.append(.init(time: endOfRest(lease), address: current))
            }
            address = current < range.last ? current.next : nil
        }
        return TimedAddressHeap(entries)
    }

    /// Whether somebody may have the address at all.
    private func isUsable(_ address: IPv4Address, _ state: AddressUse) -> Bool {
        range.contains(address) && !network.excluded.contains(address) && !state.own.contains(address)
            && !state.reserved.contains(address)
    }

    /// Whether the address may be used and is tied to nobody.
    private func isFree(_ address: IPv4Address, _ state: AddressUse) -> Bool {
        isUsable(address, state) && !state.rows.isHeld(address)
    }

    private func isCurrent(_ entry: TimedAddressHeap.Entry, _ state: AddressUse) -> Bool {
        isFree(entry.address, state)
            && state.resting[entry.address]?.until == (entry.time == Self.neverRested ? nil : entry.time)
    }

    /// Throws stale entries out once they outnumber the addresses, which costs less than making them did.
    private mutating func trim(_ state: AddressUse) {
        let limit = 2 * range.count + 64
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
    /// The hosts'.
    let reserved: Set<IPv4Address>
}
