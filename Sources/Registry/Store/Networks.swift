internal import Addresses
internal import GRDB

/// Networks in the database.
extension Transaction {
    func networks() throws -> [NetworkRecord] {
        try Row.fetchAll(database, sql: "SELECT * FROM network ORDER BY name").map(network)
    }

    func network(_ id: NetworkID) throws -> NetworkRecord {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM network WHERE id = ?", arguments: [id]) else {
            throw RegistryError.request(.refused(reason: "network \(id.rawValue) is not there"))
        }
        return try network(row)
    }

    func network(named name: String) throws -> NetworkRecord {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM network WHERE name = ?", arguments: [name])
        else {
            throw RegistryError.name(.unknown(.network, name: name, environment: nil, known: try known(in: "network")))
        }
        return try network(row)
    }

    /// The network that was named, or the only one there is.
    func network(namedOrOnly name: String?) throws -> NetworkRecord {
        if let name { return try network(named: name) }
        let all = try networks()
        guard let only = all.first else { throw RegistryError.network(.none) }
        guard all.count == 1 else { throw RegistryError.network(.ambiguous(all.map(\.name))) }
        return only
    }

    func insertNetwork(named name: String, _ settings: NetworkSettings) throws -> NetworkRecord {
        try database.execute(
            sql: """
                INSERT INTO network (name, base, prefix_length, range_first, range_last, domain, router, lease_seconds,
                    private_base, private_prefix_length, guest_first, guest_last, probes, rapid_commit)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: [name] + columns(of: settings))
        let id = NetworkID(rawValue: database.lastInsertedRowID)
        try insertLists(of: id, settings)
        return NetworkRecord(id: id, name: name, settings: settings)
    }

    /// Pools that are the same before and after keep their mark; the others are replaced.
    func update(_ network: NetworkRecord, to settings: NetworkSettings) throws {
        try database.execute(
            sql: """
                UPDATE network SET base = ?, prefix_length = ?, range_first = ?, range_last = ?, domain = ?, router = ?,
                    lease_seconds = ?, private_base = ?, private_prefix_length = ?, guest_first = ?, guest_last = ?,
                    probes = ?, rapid_commit = ?
                WHERE id = ?
                """, arguments: columns(of: settings) + [network.id])
        try database.execute(sql: "DELETE FROM network_name_server WHERE network = ?", arguments: [network.id])
        if settings.macPools != network.settings.macPools {
            try database.execute(sql: "DELETE FROM mac_pool WHERE network = ?", arguments: [network.id])
            try insertPools(of: network.id, settings.macPools)
        }
        try insertNameServers(of: network.id, settings.nameServers)
        try replaceGuestSettings(of: network.id, settings)
    }

    private func insertLists(of network: NetworkID, _ settings: NetworkSettings) throws {
        try insertPools(of: network, settings.macPools)
        try insertNameServers(of: network, settings.nameServers)
        try replaceGuestSettings(of: network, settings)
    }

    private func insertPools(of network: NetworkID, _ pools: [MACRange]) throws {
        for pool in pools {
            try database.execute(
                sql: "INSERT INTO mac_pool (network, first, last, next) VALUES (?, ?, ?, ?)",
                arguments: [network, pool.first, pool.last, pool.first])
        }
    }

    private func insertNameServers(of network: NetworkID, _ servers: [IPv4Address]) throws {
        for (ordinal, server) in servers.enumerated() {
            try database.execute(
                sql: "INSERT OR IGNORE INTO network_name_server (network, ordinal, address) VALUES (?, ?, ?)",
                arguments: [network, ordinal, server])
        }
    }

    private func columns(of settings: NetworkSettings) -> StatementArguments {
        [
            settings.cidr.base, settings.cidr.prefixLength, settings.range.first, settings.range.last, settings.domain,
            settings.routers.first, settings.leaseSeconds, settings.privateBlock.base,
            settings.privateBlock.prefixLength,
            settings.guestRange?.first, settings.guestRange?.last, settings.probes, settings.rapidCommit,
        ]
    }

    private func network(_ row: Row) throws -> NetworkRecord {
        let id: NetworkID = try row.value("id")
        let cidr = try IPv4Network(base: row.value("base"), prefixLength: row.value("prefix_length"))
        let block = try IPv4Network(base: row.value("private_base"), prefixLength: row.value("private_prefix_length"))
        let range = try IPv4Range(first: row.value("range_first"), last: row.value("range_last"))
        guard let cidr, let block, let range else {
            throw RegistryError.request(.refused(reason: "row \(id.rawValue) of table network is no network"))
        }
        var settings = try NetworkSettings(
            cidr: cidr, range: range, domain: row.value("domain"), macPools: pools(of: id),
            routers: routers(of: id, first: row.optional("router")), nameServers: nameServers(of: id),
            leaseSeconds: row.value("lease_seconds"), privateBlock: block,
            probes: row.value("probes"), rapidCommit: row.value("rapid_commit"))
        if let first: IPv4Address = try row.optional("guest_first"),
            let last: IPv4Address = try row.optional("guest_last")
        {
            settings.guestRange = IPv4Range(first: first, last: last)
        }
        try readGuestSettings(of: id, into: &settings)
        return try NetworkRecord(id: id, name: row.value("name"), settings: settings)
    }

    private func pools(of network: NetworkID) throws -> [MACRange] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT first, last FROM mac_pool WHERE network = ? ORDER BY id", arguments: [network])
        return try rows.compactMap { try MACRange(first: $0.value("first"), last: $0.value("last")) }
    }

    private func nameServers(of network: NetworkID) throws -> [IPv4Address] {
        try Row.fetchAll(
            database, sql: "SELECT address FROM network_name_server WHERE network = ? ORDER BY ordinal",
            arguments: [network]
        ).map { try $0.value("address") }
    }

    /// The names there are, for a message that says that one is not among them: at most a handful.
    func known(in table: String, where condition: String = "1", _ arguments: StatementArguments = []) throws -> [String]
    {
        try String.fetchAll(
            database, sql: "SELECT name FROM \(table) WHERE \(condition) ORDER BY name LIMIT 8", arguments: arguments)
    }
}
