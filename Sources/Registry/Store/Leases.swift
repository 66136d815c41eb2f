internal import Addresses
internal import GRDB

/// A lease with the names of whose it is.
struct LeaseRecord {
    let lease: Lease
    let network: NetworkID
    let networkName: String
    /// As text: a list of many leases needs no more.
    let domain: String
    let leaseSeconds: Int64
    let environment: String?
    let machine: String?
    let alias: String?
    /// The host whose MAC it is.
    let host: String?

    /// Whether it is nobody's that the registry knows.
    var isGuest: Bool { lease.machine == nil && host == nil }
}

/// Leases in the database.
extension Transaction {
    /// - Parameter condition: `WHERE ...`, with arguments; the tables are called by their names.
    func leases(_ condition: String = "", _ arguments: StatementArguments = []) throws -> [LeaseRecord] {
        var records: [LeaseRecord] = []
        let rows = try leaseRows(condition, arguments)
        while try rows.next() {
            // A row that is no lease is left out here; `check` names it.
            guard let lease = BulkReader.lease(rows) else { continue }
            records.append(
                LeaseRecord(
                    lease: lease, network: lease.network, networkName: rows.text(8), domain: rows.text(9),
                    leaseSeconds: rows.integer(10), environment: rows.textIfAny(11), machine: rows.textIfAny(12),
                    alias: rows.textIfAny(13), host: rows.textIfAny(14)))
        }
        return records
    }

    /// The columns of a lease, then network (8 to 10), environment, machine, alias and host (11 to 14); by address.
    func leaseRows(_ condition: String, _ arguments: StatementArguments) throws -> BulkRows {
        // By position: names of columns are looked up anew in every row, and there may be a hundred thousand.
        try BulkRows(
            database,
            sql: """
                SELECT lease.mac, lease.address, lease.network, lease.machine, state, starts, expires, client_identifier,
                    network.name, network.domain, network.lease_seconds, environment.name, machine.name, alias.name,
                    host.name
                FROM lease
                JOIN network ON network.id = lease.network
                LEFT JOIN machine ON machine.id = lease.machine
                LEFT JOIN environment ON environment.id = machine.environment
                LEFT JOIN alias ON alias.machine = machine.id
                LEFT JOIN host ON host.mac = lease.mac
                \(condition) ORDER BY lease.address
                """, arguments: arguments)
    }

    /// The columns of a lease without its client identifier, then environment, machine and host (8 to 10); by address.
    func ties(_ condition: String, _ arguments: StatementArguments) throws -> BulkRows {
        try BulkRows(
            database,
            sql: """
                SELECT lease.mac, lease.address, lease.network, lease.machine, state, starts, expires, NULL,
                    environment.name, machine.name, host.name
                FROM lease
                LEFT JOIN machine ON machine.id = lease.machine
                LEFT JOIN environment ON environment.id = machine.environment
                LEFT JOIN host ON host.mac = lease.mac
                \(condition) ORDER BY lease.address
                """, arguments: arguments)
    }

    func lease(_ key: LeaseKey) throws -> LeaseRecord? {
        switch key {
        case .address(let address): try leases("WHERE lease.address = ?", [address]).first
        case .mac(let mac): try leases("WHERE lease.mac = ?", [mac]).first
        }
    }

    /// Ends a lease and its tie to the MAC; the address rests, but for a host's, which nobody else gets.
    func end(_ record: LeaseRecord, _ reason: RestingAddress.Reason, until: UTCTime) throws {
        let lease = record.lease
        try applyLeaseChanges([.drop(lease.mac)])
        if record.host == nil {
            try applyLeaseChanges([
                .rest(
                    RestingAddress(
                        address: lease.address, network: lease.network, until: until.rawValue, reason: reason))
            ])
        }
        try self.record(
            Event(
                kind: .leaseEnded, network: record.networkName, environment: record.environment,
                machine: record.machine,
                mac: lease.mac, address: lease.address, alias: record.alias ?? record.host, detail: reason.rawValue))
    }
}
