internal import Addresses
internal import GRDB

/// Guests that are no clones: leases without a machine and without a host.
extension Transaction {
    /// Ends the lease that a guest has with the MAC, because the MAC is about to be somebody's. Whoever has it may believe
    /// in its address until the lease's end, so the address rests.
    func endGuestLease(of mac: MACAddress) throws {
        guard let record = try lease(.mac(mac)), record.isGuest else { return }
        try end(
            record, .conflict, until: end(ofRestAfter: record.lease.expires, leaseSeconds: record.leaseSeconds))
    }

    /// A pool's MACs are for clones. A guest that is there with one of them is in the way; the lease of one that is gone
    /// ends.
    func removeGuests(from pools: [MACRange]) throws {
        for pool in pools {
            for record in try leases(
                "WHERE lease.mac BETWEEN ? AND ? AND lease.machine IS NULL", [pool.first, pool.last])
            where record.isGuest {
                guard record.lease.expires <= now.rawValue else {
                    throw RegistryError.macPool(
                        .holdsGuestMAC(
                            pool, record.lease.mac, address: record.lease.address,
                            until: UTCTime(rawValue: record.lease.expires)))
                }
                try end(record, .released, until: now)
            }
        }
    }

    /// How much of the network's guest range is in use.
    func guestUse(of network: NetworkRecord) throws -> PoolUse? {
        try network.settings.guestRange.map { try use(of: $0, on: network) }
    }
}
