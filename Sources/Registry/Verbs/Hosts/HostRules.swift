internal import Addresses
internal import GRDB

/// What a host may have: an address and a MAC that are nobody else's.
extension Transaction {
    /// The network that was named, else the one that holds the address.
    func network(named name: String?, holding address: IPv4Address) throws -> NetworkRecord {
        if let name { return try network(named: name) }
        let all = try networks()
        guard !all.isEmpty else { throw RegistryError.network(.none) }
        guard let network = all.first(where: { $0.settings.cidr.contains(address) }) else {
            throw RegistryError.host(.addressOutside(address, networks: all.prefix(8).map(\.settings.cidr)))
        }
        return network
    }

    /// Takes the address for a host with that MAC: an old tie of a machine or a guest ends, and so does a rest that is
    /// over. What somebody has, or may still believe to have, is refused.
    ///
    /// - Parameter id: the host that may have it already.
    func take(
        address: IPv4Address, for mac: MACAddress, on network: NetworkRecord, except id: HostID? = nil
    ) throws {
        let cidr = network.settings.cidr
        guard cidr.contains(address) else {
            throw RegistryError.host(.addressOutside(address, networks: [cidr]))
        }
        guard cidr.hosts.contains(address) else {
            throw RegistryError.host(.addressReserved(address, cidr: cidr))
        }
        if let other = try hosts(where: "address = ?", [address]).first, other.id != id {
            throw RegistryError.host(.addressTaken(address, host: other.name))
        }
        if let record = try lease(.address(address)), record.lease.mac != mac {
            guard record.lease.expires <= now.rawValue else {
                throw RegistryError.host(
                    .addressLeased(
                        address, record.lease.mac, owner: try publicOwner(of: record.lease.mac),
                        until: UTCTime(rawValue: record.lease.expires)))
            }
            try end(record, .released, until: now)
        }
        let until = try UTCTime.fetchOne(
            database, sql: "SELECT until FROM resting_address WHERE address = ?", arguments: [address])
        if let until {
            guard until <= now else { throw RegistryError.host(.addressResting(address, until: until)) }
            try applyLeaseChanges([.unrest(address)])
        }
    }

    /// Checks that a host may have the MAC.
    ///
    /// - Parameter id: the host that may have it already.
    func check(mac: MACAddress, ofHost id: HostID? = nil) throws {
        guard !mac.isMulticast else { throw RegistryError.host(.macMulticast(mac)) }
        guard mac != .zero else { throw RegistryError.host(.macZero) }
        if let other = try host(with: mac), other.id != id {
            throw RegistryError.host(.macTaken(mac, host: other.name))
        }
        if let owner = try publicOwner(of: mac) ?? privateOwner(of: mac) {
            throw RegistryError.host(.macOfMachine(mac, owner: owner))
        }
        if let (pool, network) = try pool(holding: mac) {
            throw RegistryError.host(.macInPool(mac, pool: pool, network: network))
        }
        let until = try UTCTime.fetchOne(
            database, sql: "SELECT until FROM resting_mac WHERE mac = ? AND until > ?", arguments: [mac, now])
        if let until { throw RegistryError.host(.macResting(mac, until: until)) }
    }

    /// A guest with the MAC becomes the host. If it has the host's address it keeps its lease; another address is given
    /// up and rests.
    func endOtherLease(of mac: MACAddress, than address: IPv4Address) throws {
        guard let record = try lease(.mac(mac)), record.lease.address != address else { return }
        try endGuestLease(of: mac)
    }

    /// Frees the address of a host that ceases to have it. Whoever has it may have been told nothing, so it rests as if it
    /// had been leased until now.
    func rest(_ address: IPv4Address, after lease: Lease?, on network: NetworkRecord) throws {
        let until = end(ofRestAfter: lease?.expires ?? 0, leaseSeconds: network.settings.leaseSeconds)
        try applyLeaseChanges([
            .rest(
                RestingAddress(address: address, network: network.id, until: until.rawValue, reason: .deleted))
        ])
    }

    /// Ends the lease that a host has, without a word of its address.
    ///
    /// - Returns: what it was.
    func endLease(of host: HostRecord, on network: NetworkRecord) throws -> Lease? {
        guard let record = try lease(.mac(host.mac)) else { return nil }
        try end(record, .deleted, until: now)
        return record.lease
    }

    func recordHost(_ kind: EventKind, _ host: HostRecord, on network: NetworkRecord, detail: String? = nil) throws {
        try record(
            Event(
                kind: kind, network: network.name, mac: host.mac, address: host.address, alias: host.name,
                detail: detail))
        touchHosts(of: network.id)
    }
}
