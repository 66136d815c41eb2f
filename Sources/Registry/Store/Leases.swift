internal import Addresses
internal import GRDB

/// A lease with the names of whose it is.
struct LeaseRecord {
    let lease: Lease
    let network: NetworkID
    let networkName: String
    let domain: DomainName
    let leaseSeconds: Int64
    let environment: String?
    let machine: String?
    let alias: String?
}

/// Leases in the database.
extension Transaction {
    /// - Parameter condition: `WHERE ...`, with arguments; the tables are called by their names.
    func leases(_ condition: String = "", _ arguments: StatementArguments = []) throws -> [LeaseRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT lease.*, network.name AS network_name, network.domain, network.lease_seconds,
                    environment.name AS environment_name, machine.name AS machine_name, alias.name AS alias
                FROM lease
                JOIN network ON network.id = lease.network
                LEFT JOIN machine ON machine.id = lease.machine
                LEFT JOIN environment ON environment.id = machine.environment
                LEFT JOIN alias ON alias.machine = machine.id
                \(condition) ORDER BY lease.address
                """, arguments: arguments
        ).map(leaseRecord)
    }

    func lease(_ key: LeaseKey) throws -> LeaseRecord? {
        switch key {
        case .address(let address): try leases("WHERE lease.address = ?", [address]).first
        case .mac(let mac): try leases("WHERE lease.mac = ?", [mac]).first
        }
    }

    /// Ends a lease and its tie to the MAC; the address rests.
    func end(_ record: LeaseRecord, _ reason: RestingAddress.Reason, until: UTCTime) throws {
        let lease = record.lease
        try applyLeaseChanges([
            .drop(lease.mac),
            .rest(
                RestingAddress(address: lease.address, network: lease.network, until: until.rawValue, reason: reason)),
        ])
        try self.record(
            Event(
                kind: .leaseEnded, network: record.networkName, environment: record.environment,
                machine: record.machine,
                mac: lease.mac, address: lease.address, alias: record.alias, detail: reason.rawValue))
    }

    private func leaseRecord(_ row: Row) throws -> LeaseRecord {
        let lease = try Lease(
            mac: row.value("mac"), address: row.value("address"), network: row.value("network"),
            machine: row.optional("machine"), state: row.value("state"), starts: row.value("starts"),
            expires: row.value("expires"), clientIdentifier: row.octets("client_identifier"))
        return try LeaseRecord(
            lease: lease, network: lease.network, networkName: row.value("network_name"), domain: row.value("domain"),
            leaseSeconds: row.value("lease_seconds"), environment: row.optional("environment_name"),
            machine: row.optional("machine_name"), alias: row.optional("alias"))
    }
}
