internal import Addresses
internal import GRDB

/// The statements that lease changes are made with, prepared once for a connection.
///
/// A renewal is the common case and one statement: an update of a row by its key that touches no index.
struct LeaseStatements {
    private let database: Database
    private let renew: Statement
    private let insert: Statement
    private let drop: Statement
    private let rest: Statement
    private let unrest: Statement
    private let event: Statement

    init(_ database: Database) throws {
        self.database = database
        renew = try database.cachedStatement(
            sql: """
                UPDATE lease SET state = ?3, starts = ?4, expires = ?5, client_identifier = ?6
                WHERE mac = ?1 AND address = ?2
                """)
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO lease (mac, address, state, starts, expires, client_identifier, network, machine)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """)
        drop = try database.cachedStatement(sql: "DELETE FROM lease WHERE mac = ?")
        rest = try database.cachedStatement(
            sql: """
                INSERT INTO resting_address (address, network, until, reason) VALUES (?, ?, ?, ?)
                ON CONFLICT (address) DO UPDATE SET until = excluded.until, reason = excluded.reason
                """)
        unrest = try database.cachedStatement(sql: "DELETE FROM resting_address WHERE address = ?")
        event = try database.cachedStatement(
            sql: """
                INSERT INTO event (at, kind, mac, address, detail, network, environment, machine, alias)
                SELECT ?1, ?2, ?3, ?4, ?5, (SELECT name FROM network WHERE id = ?6), environment.name, machine.name, alias.name
                FROM (SELECT 1) LEFT JOIN machine ON machine.id = ?7
                    LEFT JOIN environment ON environment.id = machine.environment
                    LEFT JOIN alias ON alias.machine = machine.id
                """)
    }

    func execute(_ change: LeaseChange, milliseconds: Int64) throws {
        switch change {
        case .put(let lease): try put(lease)
        case .drop(let mac): try drop.execute(arguments: [mac])
        case .rest(let resting):
            try rest.execute(arguments: [resting.address, resting.network, resting.until, resting.reason])
        case .unrest(let address): try unrest.execute(arguments: [address])
        case .event(let line):
            try event.execute(arguments: [
                milliseconds, line.kind.rawValue, line.mac, line.address, line.detail, line.network, line.machine,
            ])
        }
    }

    private func put(_ lease: Lease) throws {
        let identifier = lease.clientIdentifier.map(Blob.init)
        try renew.execute(arguments: [
            lease.mac, lease.address, lease.state, lease.starts, lease.expires, identifier,
        ])
        guard database.changesCount == 0 else { return }
        try insert.execute(arguments: [
            lease.mac, lease.address, lease.state, lease.starts, lease.expires, identifier, lease.network,
            lease.machine,
        ])
    }
}
