internal import Addresses
internal import GRDB

/// Hosts in the database.
extension Transaction {
    func hosts(where condition: String = "1", _ arguments: StatementArguments = []) throws -> [HostRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM host WHERE \(condition) ORDER BY name", arguments: arguments
        ).map { row in
            try HostRecord(
                id: row.value("id"), network: row.value("network"), name: row.value("name"), mac: row.value("mac"),
                address: row.value("address"), created: row.value("created"))
        }
    }

    func hosts(of network: NetworkID) throws -> [HostRecord] {
        try hosts(where: "network = ?", [network])
    }

    func host(named name: String) throws -> HostRecord {
        guard let host = try hosts(where: "name = ?", [name]).first else {
            throw RegistryError.name(.unknown(.host, name: name, environment: nil, known: try known(in: "host")))
        }
        return host
    }

    func host(with mac: MACAddress) throws -> HostRecord? {
        try hosts(where: "mac = ?", [mac]).first
    }

    /// The network's hosts, as many as a message can name.
    func hostNames(of network: NetworkID) throws -> (names: [String], count: Int) {
        (
            try known(in: "host", where: "network = ?", [network]),
            try count("host WHERE network = ?", [network])
        )
    }

    /// Puts the host there; with `id`, in the place of the one that was taken out.
    func insertHost(
        id: HostID? = nil, named name: String, on network: NetworkID, mac: MACAddress, address: IPv4Address,
        created: UTCTime
    ) throws -> HostRecord {
        try database.execute(
            sql: "INSERT INTO host (id, network, name, mac, address, created) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [id, network, name, mac, address, created])
        return HostRecord(
            id: id ?? HostID(rawValue: database.lastInsertedRowID), network: network, name: name, mac: mac,
            address: address, created: created)
    }

    func deleteHost(_ id: HostID) throws {
        try database.execute(sql: "DELETE FROM host WHERE id = ?", arguments: [id])
    }
}
