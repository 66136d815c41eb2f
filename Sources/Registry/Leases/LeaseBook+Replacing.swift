internal import Addresses

/// Taking over what verbs have committed. None of these belongs between `begin` and the end of a batch.
extension LeaseBook {
    /// Everything anew, at start and after a failure.
    func replaceAll(_ load: consuming LeaseBookLoad) {
        rows = load.rows
        replyOptions = load.replyOptions
        forgetRefusedAddresses()
        restingAddresses = load.resting
        watches = load.watches
        relayInformation = load.relayInformation
        hosts = load.hosts
        machineMACs = load.machineMACs
        replace(networks: load.networks)
    }

    /// The environment's interfaces and their leases as they are now; none if it is gone.
    ///
    /// - Parameters:
    ///   - leases: the leases of `interfaces`. Those the environment had before and that are not among them have ended.
    ///   - resting: the rows of addresses that began to rest with the same change.
    package func replace(
        environment: EnvironmentID, interfaces: some Sequence<LeaseInterface>, leases: some Sequence<Lease>,
        resting: some Sequence<RestingAddress>
    ) {
        journal = nil
        let before = rows.interfaces(of: environment)
        for mac in before {
            setLease(nil, of: mac)
        }
        rows.removeInterfaces(of: environment)
        for interface in interfaces {
            rows.add(interface, role: replyOptions.number(of: interface.role, in: interface.network))
        }
        for lease in leases where rows.lease(of: lease.mac) == nil && !rows.isHeld(lease.address) {
            setLease(lease, of: lease.mac)
        }
        for row in resting {
            setResting(row, row.address)
        }
        guard !relayInformation.isEmpty else { return }
        for mac in before where rows.lease(of: mac) == nil { relayInformation[mac] = nil }
    }

    /// The network as it is now, new or changed. Its leases stay as they are.
    package func replace(network: LeaseNetwork) {
        replace(networks: networksByBase.filter { $0.id != network.id } + [network])
    }

    /// The networks as they are now; one that is not among them is gone. If other roles are told something of their own
    /// than before, the machines' roles are known again when the environments are read.
    package func replace(networks: [LeaseNetwork]) {
        journal = nil
        networksByID = Dictionary(networks.map { ($0.id, $0) }) { first, _ in first }
        networksByBase = networksByID.values.sorted { $0.cidr.base < $1.cidr.base }
        let options = ReplyOptionsBook(networks)
        if !options.hasNumbers(of: replyOptions) { rows.forgetRoles() }
        replyOptions = options
        let resting = Dictionary(grouping: restingAddresses.values, by: \.network)
        pools = networksByID.mapValues { NetworkPools($0, resting: resting[$0.id] ?? []) }
        servesGuests = networks.contains { $0.guestRange != nil }
    }

    /// The network's hosts as they are now.
    ///
    /// The pools need not be told: a host's address was nobody's, and one that ceases to be a host's rests.
    package func replace(hosts: some Sequence<LeaseHost>, of network: NetworkID) {
        self.hosts.replace(of: network, with: hosts)
    }

    /// Machines with these private MACs came (1) or went (-1).
    func count(privateMACs changes: [(mac: MACAddress, change: Int)]) {
        for (mac, change) in changes { machineMACs.count(private: mac, change) }
    }

    /// An address that became ours may be a tie; one that ceased to be may lie behind every cursor.
    func unavailableAddressesChanged(from old: Set<IPv4Address>) {
        guard old != ownAddresses else { return }
        for id in pools.keys {
            pools[id]?.forgetTies()
        }
        for address in old.subtracting(ownAddresses) where !rows.isHeld(address) {
            guard let network = network(containing: address) else { continue }
            pools[network.id]?.free(address, until: restingAddresses[address]?.until)
        }
    }
}
