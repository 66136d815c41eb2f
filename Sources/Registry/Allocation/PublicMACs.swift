internal import Addresses
internal import GRDB

/// Gives out the MACs of public interfaces (R61, R62): from the network's pools, the lowest that was never used; when
/// there is none left, the one that has rested the longest. A MAC whose rest is not over is not given out.
extension Transaction {
    func takePublicMAC(of network: NetworkRecord) throws -> MACAddress {
        guard let mac = try takeUnusedMAC(of: network.id) ?? takeRestedMAC(of: network.id) else {
            throw try exhaustion(of: network, free: takenMACs)
        }
        takenMACs += 1
        return mac
    }

    /// Walks each pool from the mark below which nothing is unused, and leaves the mark behind what it takes: the walk
    /// over used MACs is done once.
    private func takeUnusedMAC(of network: NetworkID) throws -> MACAddress? {
        let pools = try Row.fetchAll(
            database, sql: "SELECT id, next, last FROM mac_pool WHERE network = ? AND next <= last ORDER BY id",
            arguments: [network])
        let isUsed = try database.cachedStatement(sql: Self.isUsedQuery)
        for pool in pools {
            var candidate: Int64 = try pool.value("next")
            let last: Int64 = try pool.value("last")
            while candidate <= last, try Bool.fetchOne(isUsed, arguments: [candidate]) ?? false {
                candidate += 1
            }
            let isFound = candidate <= last
            try database.execute(
                sql: "UPDATE mac_pool SET next = ? WHERE id = ?",
                arguments: [isFound ? candidate + 1 : candidate, pool.value("id") as Int64])
            if isFound { return MACAddress.fromDatabaseValue(candidate.databaseValue) }
        }
        return nil
    }

    private func takeRestedMAC(of network: NetworkID) throws -> MACAddress? {
        let mac = try MACAddress.fetchOne(
            database, sql: "\(Self.restedQuery) LIMIT 1", arguments: [now, network])
        guard let mac else { return nil }
        try database.execute(sql: "DELETE FROM resting_mac WHERE mac = ?", arguments: [mac])
        return mac
    }

    /// Frees the MAC of an interface that is gone, until `until`.
    func rest(_ mac: MACAddress, until: UTCTime) throws {
        try database.execute(sql: "INSERT INTO resting_mac (mac, until) VALUES (?, ?)", arguments: [mac, until])
    }

    /// The MACs that would be taken next, at most `count`, without taking them.
    func nextPublicMACs(of network: NetworkRecord, count: Int) throws -> [MACAddress] {
        var found: [MACAddress] = []
        let pools = try Row.fetchAll(
            database, sql: "SELECT next, last FROM mac_pool WHERE network = ? AND next <= last ORDER BY id",
            arguments: [network.id])
        let isUsed = try database.cachedStatement(sql: Self.isUsedQuery)
        for pool in pools {
            var candidate: Int64 = try pool.value("next")
            let last: Int64 = try pool.value("last")
            while found.count < count, candidate <= last {
                if try !(Bool.fetchOne(isUsed, arguments: [candidate]) ?? false),
                    let mac = MACAddress.fromDatabaseValue(candidate.databaseValue)
                {
                    found.append(mac)
                }
                candidate += 1
            }
        }
        return try found
            + MACAddress.fetchAll(
                database, sql: "\(Self.restedQuery) LIMIT ?", arguments: [now, network.id, count - found.count])
    }

    /// When the first resting MAC of the network may be used again.
    func nextMACFree(of network: NetworkRecord) throws -> UTCTime? {
        try UTCTime.fetchOne(
            database,
            sql: """
                SELECT min(until) FROM resting_mac
                WHERE until > ? AND EXISTS (SELECT 1 FROM mac_pool WHERE network = ? AND mac BETWEEN first AND last)
                """, arguments: [now, network.id])
    }

    /// - Parameter free: how many there are, and they are not enough.
    func exhaustion(of network: NetworkRecord, free: Int) throws -> RegistryError {
        let use = try macUse(of: network)
        return .macPool(
            .exhausted(
                network: network.name, pools: network.settings.macPools, free: free, used: use.used - takenMACs,
                resting: use.resting, nextFree: try nextMACFree(of: network)))
    }

    private static let isUsedQuery = """
        SELECT EXISTS (SELECT 1 FROM public_interface WHERE mac = ?1)
            OR EXISTS (SELECT 1 FROM resting_mac WHERE mac = ?1)
            OR EXISTS (SELECT 1 FROM lease WHERE mac = ?1)
        """

    /// The MACs whose rest is over, the one that has rested the longest first.
    private static let restedQuery = """
        SELECT mac FROM resting_mac INDEXED BY resting_mac_by_end
        WHERE until <= ? AND EXISTS (SELECT 1 FROM mac_pool WHERE network = ? AND mac BETWEEN first AND last)
        ORDER BY until, mac
        """
}
