internal import Addresses
internal import GRDB

/// A network does not change under what is in use.
extension Transaction {
    /// How many values a message names before it only counts.
    private static let namedInMessage = 3

    func refuseStranding(_ network: NetworkRecord, by settings: NetworkSettings) throws {
        if settings.macPools != network.settings.macPools {
            try refuseMACsOfOthers(in: settings.macPools)
            try refuseStrandedMACs(of: network, by: settings.macPools)
        }
        if settings.range != network.settings.range || settings.guestRange != network.settings.guestRange
            || settings.cidr != network.settings.cidr
        {
            try endLeasesOutside(settings, of: network)
        }
        if settings.cidr != network.settings.cidr {
            try refuseStrandedHosts(of: network, by: settings.cidr)
            try refusePrivateAddresses(in: settings.cidr)
        }
        if settings.privateBlock != network.settings.privateBlock {
            try refuseLeavingPrivateBlock(of: network)
        }
        if settings.domain != network.settings.domain {
            try refuseLongNames(of: network, in: settings.domain)
        }
    }

    /// A pool's MACs must be nobody's.
    func refuseMACsOfOthers(in pools: [MACRange]) throws {
        for pool in pools {
            if let problem = try privateMACProblem(of: pool) ?? hypervisorProblem(of: pool) {
                throw RegistryError.macPool(problem)
            }
            if let host = try hosts(where: "mac BETWEEN ? AND ?", [pool.first, pool.last]).first {
                throw RegistryError.macPool(.holdsHostMAC(pool, host.mac, host: host.name))
            }
        }
        try removeGuests(from: pools)
    }

    /// A pool that holds a private MAC could give it to a public interface.
    func privateMACProblem(of pool: MACRange) throws -> MACPoolProblem? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT private_mac, machine.name AS machine, environment.name AS environment FROM machine
                JOIN environment ON environment.id = machine.environment
                WHERE private_mac BETWEEN ? AND ? LIMIT 1
                """, arguments: [pool.first, pool.last])
        guard let row else { return nil }
        return try .holdsPrivateMAC(
            pool, row.value("private_mac"), environment: row.value("environment"), machine: row.value("machine"))
    }

    /// R60: what a hypervisor gives out by itself is not unique.
    func hypervisorProblem(of pool: MACRange) throws -> MACPoolProblem? {
        for hypervisor in try hypervisors() {
            guard let range = hypervisor.ranges.first(where: { $0.overlaps(pool) }) else { continue }
            return .inHypervisorRange(pool, range: range, hypervisor: hypervisor.name)
        }
        return nil
    }

    private func refuseStrandedMACs(of network: NetworkRecord, by pools: [MACRange]) throws {
        var stranded: [MACAddress] = []
        var count = 0
        let rows = try Row.fetchCursor(
            database, sql: "SELECT mac FROM public_interface WHERE network = ? ORDER BY mac", arguments: [network.id])
        while let row = try rows.next() {
            let mac: MACAddress = try row.value("mac")
            guard !pools.contains(where: { $0.contains(mac) }) else { continue }
            count += 1
            if stranded.count < Self.namedInMessage { stranded.append(mac) }
        }
        guard count == 0 else {
            throw RegistryError.macPool(.strands(network: network.name, macs: stranded, count: count))
        }
    }

    /// A lease that somebody has must stay inside; a tie that nobody uses now is cut.
    private func endLeasesOutside(_ settings: NetworkSettings, of network: NetworkRecord) throws {
        var stranded: [IPv4Address] = []
        var idle: [LeaseRecord] = []
        for record in try leases("WHERE lease.network = ?", [network.id]) where record.host == nil {
            let range = record.lease.machine == nil ? settings.guestRange : settings.range
            if let range, range.contains(record.lease.address) { continue }
            if record.lease.expires > now.rawValue {
                stranded.append(record.lease.address)
            } else {
                idle.append(record)
            }
        }
        guard stranded.isEmpty else {
            throw RegistryError.network(
                .strandsLeases(
                    network: network.name, addresses: Array(stranded.sorted().prefix(Self.namedInMessage)),
                    count: stranded.count))
        }
        for record in idle {
            try end(record, .released, until: now)
        }
    }

    private func refuseStrandedHosts(of network: NetworkRecord, by cidr: IPv4Network) throws {
        let stranded = try hosts(of: network.id).filter { !cidr.hosts.contains($0.address) }.map(\.name)
        guard stranded.isEmpty else {
            throw RegistryError.network(
                .strandsHosts(
                    network: network.name, hosts: Array(stranded.prefix(Self.namedInMessage)), count: stranded.count))
        }
    }

    /// The block changes only while nothing has an address of it, and nothing can come back with one: the private side never
    /// changes (R33), neither in a machine nor in a snapshot.
    private func refuseLeavingPrivateBlock(of network: NetworkRecord) throws {
        let block = network.settings.privateBlock
        let machines = try count(
            """
            machine JOIN environment ON environment.id = machine.environment
            WHERE network = ? AND private_address IS NOT NULL
            """, [network.id])
        guard machines == 0 else {
            throw RegistryError.network(
                .privateBlockInUse(network: network.name, block: block, machines: machines))
        }
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT snapshot.name AS snapshot, environment.name AS environment FROM snapshot_machine
                JOIN snapshot ON snapshot.id = snapshot_machine.snapshot
                JOIN environment ON environment.id = snapshot.environment
                WHERE network = ? AND private_address IS NOT NULL LIMIT 1
                """, arguments: [network.id])
        if let row {
            throw try RegistryError.network(
                .privateBlockInSnapshot(
                    network: network.name, block: block, snapshot: row.value("snapshot"),
                    environment: row.value("environment")))
        }
    }

    /// R49 beyond the blocks that networks have now: a clone on another network keeps its addresses when its origin's network
    /// gets another block.
    func refusePrivateAddresses(in cidr: IPv4Network) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT private_address, machine.name AS machine, environment.name AS environment FROM machine
                JOIN environment ON environment.id = machine.environment
                WHERE private_address BETWEEN ? AND ? LIMIT 1
                """, arguments: [cidr.base, cidr.broadcast])
        if let row {
            throw try RegistryError.network(
                .holdsPrivateAddress(
                    cidr, row.value("private_address"), environment: row.value("environment"),
                    machine: row.value("machine")))
        }
    }

    private func refuseLongNames(of network: NetworkRecord, in domain: DomainName) throws {
        for host in try hosts(of: network.id) {
            try Names.checkHostName(host.name, domain: domain)
        }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT machine.name AS machine, environment.name AS environment FROM machine
                JOIN environment ON environment.id = machine.environment WHERE network = ?
                """, arguments: [network.id])
        while let row = try rows.next() {
            try Names.checkReadableName(
                machine: row.value("machine"), environment: row.value("environment"), domain: domain)
        }
    }
}
