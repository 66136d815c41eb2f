internal import Addresses
internal import GRDB

/// How much of a network's MACs or addresses is in use.
package struct PoolUse: Codable, Hashable, Sendable {
    package var total: Int
    package var used: Int
    /// Freed, and not yet to be given out again.
    package var resting: Int
    package var free: Int { max(0, total - used - resting) }

    private enum CodingKeys: String, CodingKey {
        case total, used, resting, free
    }

    init(total: Int, used: Int, resting: Int) {
        self.total = total
        self.used = used
        self.resting = resting
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        total = try container.decode(Int.self, forKey: .total)
        used = try container.decode(Int.self, forKey: .used)
        resting = try container.decode(Int.self, forKey: .resting)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(total, forKey: .total)
        try container.encode(used, forKey: .used)
        try container.encode(resting, forKey: .resting)
        try container.encode(free, forKey: .free)
    }
}

extension Transaction {
    func macUse(of network: NetworkRecord) throws -> PoolUse {
        var use = PoolUse(total: 0, used: 0, resting: 0)
        for pool in network.settings.macPools {
            use.total += pool.count
            use.used += try count("public_interface WHERE mac BETWEEN ? AND ?", [pool.first, pool.last])
            use.resting += try count(
                "resting_mac WHERE mac BETWEEN ? AND ? AND until > ?", [pool.first, pool.last, now])
        }
        return use
    }

    /// An address is used while it is tied to a MAC, live or not: another machine gets it only when the range is used up.
    func addressUse(of network: NetworkRecord) throws -> PoolUse {
        try use(of: network.settings.range, on: network)
    }

    /// Addresses that are somebody's for good, hosts' among them, are none that the range has to give.
    func use(of range: IPv4Range, on network: NetworkRecord) throws -> PoolUse {
        let hosts = try IPv4Address.fetchAll(
            database, sql: "SELECT address FROM host WHERE address BETWEEN ? AND ?",
            arguments: [range.first, range.last])
        let excluded = network.excludedAddresses.union(hosts).count { range.contains($0) }
        return try PoolUse(
            total: range.count - excluded,
            used: count(
                """
                lease WHERE address BETWEEN ? AND ?
                    AND NOT EXISTS (SELECT 1 FROM host WHERE host.address = lease.address)
                """, [range.first, range.last]),
            resting: count(
                "resting_address WHERE address BETWEEN ? AND ? AND until > ?", [range.first, range.last, now]))
    }

    func count(_ rest: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(rest)", arguments: arguments) ?? 0
    }
}

extension NetworkRecord {
    /// Addresses of the network that are somebody's for good, so that no machine is leased one.
    var excludedAddresses: Set<IPv4Address> {
        var addresses: Set = [settings.cidr.base, settings.cidr.broadcast]
        addresses.formUnion(settings.nameServers.filter(settings.cidr.contains))
        addresses.formUnion(settings.routers)
        for guest in [settings.guest] + settings.roles.values {
            addresses.formUnion(guest.hosts.filter(settings.cidr.contains))
        }
        return addresses
    }

    /// The network as the lease server sees it. A freed address rests for as long as somebody may believe in it
    /// (R17).
    var leaseNetwork: LeaseNetwork {
        LeaseNetwork(
            id: id, name: name, cidr: settings.cidr, range: settings.range,
            guestRange: settings.guestRange, domain: settings.domain, routers: settings.routers,
            nameServers: settings.nameServers, leaseSeconds: settings.leaseSeconds,
            restSeconds: NetworkSettings.restSeconds(afterLeaseOf: settings.leaseSeconds), excluded: excludedAddresses,
            probes: settings.probes,
            rapidCommit: settings.rapidCommit,
            guest: settings.guest, roles: settings.roles)
    }

    var published: PublishedNetwork {
        PublishedNetwork(id: id, name: name, cidr: settings.cidr, domain: settings.domain)
    }
}
