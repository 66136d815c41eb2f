internal import Addresses

/// Forgets guests that have not been seen for a day.
///
/// A guest's lease stays when it has ended, so that a guest that comes back soon gets its address again; there are never
/// more such rows than the guest range has addresses. After a day the row goes, and what is left of the guest is history.
struct GuestSweep {
    /// How long after its lease's end a guest is remembered, in seconds.
    static let memorySeconds: Int64 = 86_400
    /// How many addresses are looked at each second: a /24 in one, a /16 in four minutes.
    private static let addressesPerTick = 256

    /// Where the next look begins.
    private var position = IPv4Address.any

    /// - Returns: what ends the leases of long-gone guests. Their addresses count as free since the leases' ends.
    mutating func tick(at now: Int64, in book: LeaseBook) -> [LeaseChange] {
        guard book.servesGuests else { return [] }
        var changes: [LeaseChange] = []
        var left = Self.addressesPerTick
        for (network, range) in book.guestRanges where range.last >= position {
            var next: IPv4Address? = max(range.first, position)
            while let address = next, address <= range.last {
                guard left > 0 else {
                    position = address
                    return changes
                }
                left -= 1
                changes += forget(address, of: network, at: now, in: book)
                next = address.next
            }
        }
        position = .any
        return changes
    }

    private func forget(
        _ address: IPv4Address, of network: LeaseNetwork, at now: Int64, in book: LeaseBook
    ) -> [LeaseChange] {
        guard let lease = book.lease(at: address), lease.machine == nil, !book.isReserved(address),
            lease.expires < now - Self.memorySeconds
        else { return [] }
        return [
            .drop(lease.mac),
            .rest(
                RestingAddress(
                    address: address, network: network.id, until: lease.expires + network.restSeconds,
                    reason: .released)),
        ]
    }
}
