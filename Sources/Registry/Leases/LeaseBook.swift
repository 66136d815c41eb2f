package import Addresses

/// What is true of leases now, in memory: the public interfaces, who holds which address, and which addresses rest.
///
/// Every decision of the lease server reads this and nothing else. One thread, the registry's writer, uses it. It applies
/// a batch's changes at once, so that a later packet of the batch sees what an earlier one was promised, and takes them
/// back if the transaction fails (`begin`, `commit`, `rollback`).
package final class LeaseBook {
    var rows: LeaseRows
    var restingAddresses: [IPv4Address: RestingAddress] = [:]
    /// The MACs that restores have to do with: few, and most of the time none.
    var watches: [MACAddress: MACWatch] = [:]
    /// What relays said; only MACs with a lease get in here.
    var relayInformation: [MACAddress: [UInt8]] = [:]
    var networksByID: [NetworkID: LeaseNetwork] = [:]
    /// By base address; CIDRs never overlap, so the one that may contain an address is the last that begins before it.
    var networksByBase: [LeaseNetwork] = []
    var replyOptions = ReplyOptionsBook([])
    var pools: [NetworkID: NetworkPools] = [:]
    var hosts = LeaseHosts()
    var machineMACs = MachineMACs()
    /// Whether any network has a guest range.
    package internal(set) var servesGuests = false
    /// What to put back, newest last; `nil` outside a batch.
    var journal: [LeaseBookUndo]?

    /// Addresses of this host's interfaces: never given out, and valid server identifiers (RFC 2131 §4.1, R22).
    package var ownAddresses: Set<IPv4Address> = [] {
        didSet { unavailableAddressesChanged(from: oldValue) }
    }

    /// Addresses that the registry's constraints refused to anybody: behind each is a row that could not be read. They
    /// are passed over until everything is read again.
    package private(set) var refusedAddresses: Set<IPv4Address> = []

    /// Passes the address over from now on.
    package func refuse(_ address: IPv4Address) {
        refusedAddresses.insert(address)
    }

    func forgetRefusedAddresses() {
        refusedAddresses = []
    }

    package init(
        networks: [LeaseNetwork] = [], interfaces: some Sequence<LeaseInterface> = [],
        leases: some Sequence<Lease> = [], resting: some Sequence<RestingAddress> = [],
        hosts: some Sequence<LeaseHost> = [], macPools: some Sequence<MACRange> = [],
        restingMACs: [MACAddress: Int64] = [:], privateMACs: some Sequence<MACAddress> = []
    ) {
        rows = LeaseRows(minimumCapacity: 0)
        var load = LeaseBookLoad(networks: networks)
        for interface in interfaces { load.add(interface) }
        for lease in leases { load.add(lease) }
        for address in resting { load.add(address) }
        load.hosts = LeaseHosts(hosts)
        load.machineMACs = MachineMACs(
            pools: macPools, resting: restingMACs,
            privateMACs: MACCounts(privateMACs))
        replaceAll(load)
    }

    /// The registered public interface with that MAC, with its lease. Who else a MAC may be, `client(of:at:)` tells.
    package func interface(of mac: MACAddress) -> KnownInterface? {
        rows.interface(of: mac)
    }

    /// The MAC's tie to an address, live or not.
    package func lease(of mac: MACAddress) -> Lease? {
        rows.lease(of: mac)
    }

    /// Where the `ExpiryWheel` has the MAC. It is no part of a batch: a rollback leaves it, and the wheel sees that the
    /// lease there is another one.
    func expiryBucket(of mac: MACAddress) -> UInt16? {
        rows.expiryBucket(of: mac)
    }

    func setExpiryBuckets(_ place: (_ mac: MACAddress, _ end: Int64) -> UInt16?) {
        rows.setExpiryBuckets(place)
    }

    func setExpiryBucket(_ bucket: UInt16?, of mac: MACAddress) {
        rows.setExpiryBucket(bucket, of: mac)
    }

    /// Whether the MAC is a registered interface or a host's, or has a lease.
    package func isKnown(_ mac: MACAddress) -> Bool {
        rows.isKnown(mac) || hosts[mac] != nil
    }

    /// What a restore has told of the MAC.
    package func watch(of mac: MACAddress) -> MACWatch? {
        watches.isEmpty ? nil : watches[mac]
    }

    /// The tie that holds the address, live or not.
    package func lease(at address: IPv4Address) -> Lease? {
        rows.lease(at: address)
    }

    /// Every tie, in no order.
    package var leases: some Sequence<Lease> {
        rows.leases
    }

    package func resting(_ address: IPv4Address) -> RestingAddress? {
        restingAddresses[address]
    }

    package func network(_ id: NetworkID) -> LeaseNetwork? {
        networksByID[id]
    }

    /// What the machine is told: what its role says, over what its network does.
    package func replyOptions(of machine: KnownInterface) -> ReplyOptions? {
        replyOptions.options(of: machine.network, role: machine.role)
    }

    /// What a guest without a role is told.
    package func replyOptions(of network: NetworkID) -> ReplyOptions? {
        replyOptions.options(of: network, role: ReplyOptionsBook.noRole)
    }

    package func network(containing address: IPv4Address) -> LeaseNetwork? {
        var low = 0
        var high = networksByBase.count
        while low < high {
            let middle = (low + high) / 2
            if networksByBase[middle].cidr.base <= address {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low > 0, networksByBase[low - 1].cidr.contains(address) else { return nil }
        return networksByBase[low - 1]
    }

    /// Whether a machine, or a guest, of the network may have the address: in the range for them, and nobody else's for
    /// good.
    package func isUsable(
        _ address: IPv4Address, in network: LeaseNetwork, for kind: RangeKind = .lease
    ) -> Bool {
        network.addresses(for: kind)?.contains(address) ?? false && !network.excluded.contains(address)
            && !ownAddresses.contains(address) && !refusedAddresses.contains(address)
            && !hosts.addresses.contains(address)
    }

    /// Whether the address is a host's.
    package func isReserved(_ address: IPv4Address) -> Bool {
        hosts.addresses.contains(address)
    }

    /// The guest ranges, in the order of their addresses.
    var guestRanges: [(network: LeaseNetwork, range: IPv4Range)] {
        networksByBase.compactMap { network in network.guestRange.map { (network, $0) } }
    }

    /// The address that the network's next machine, or guest, without one is to get; `nil` if the range has none left.
    ///
    /// Asking changes nothing: the address is taken by applying a `put`. Constant time on average, also when the range
    /// is used up, but for one walk over the range the first time that it is.
    package func nextAddress(
        in network: NetworkID, for kind: RangeKind = .lease, at now: Int64
    ) -> FreeAddress? {
        let cursor = pools[network]?.cursor(kind)
        let unavailable = refusedAddresses.isEmpty ? ownAddresses : ownAddresses.union(refusedAddresses)
        let use = AddressUse(rows: rows, resting: restingAddresses, own: unavailable, reserved: hosts.addresses)
        let next = pools[network]?.next(kind, at: now, use)
        if journal != nil, pools[network]?.cursor(kind) != cursor {
            journal?.append(.cursor(network, kind, cursor))
        }
        return next
    }
}
