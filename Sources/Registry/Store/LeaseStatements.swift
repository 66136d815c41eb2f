internal import Addresses
internal import GRDB

/// The statements that lease changes are made with, prepared once for a connection.
///
/// A renewal is the common case and one statement: an update of a row by its key that touches no index.
struct LeaseStatements {
    private let database: Database
    private let renew: BoundStatement
    private let insert: BoundStatement
    private let drop: Statement
    private let rest: Statement
    private let unrest: Statement
    private let watch: Statement
    private let unwatch: Statement
    private let event: Statement

    init(_ database: Database) throws {
        self.database = database
        renew = try BoundStatement(
            database.cachedStatement(
                sql: """
                    UPDATE lease SET state = ?3, starts = ?4, expires = ?5, client_identifier = ?6
                    WHERE mac = ?1 AND address = ?2
                    """))
        insert = try BoundStatement(
            database.cachedStatement(
                sql: """
                    INSERT INTO lease (mac, address, state, starts, expires, client_identifier, network, machine)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                    """))
        drop = try database.cachedStatement(sql: "DELETE FROM lease WHERE mac = ?")
        rest = try database.cachedStatement(
            sql: """
                INSERT INTO resting_address (address, network, until, reason) VALUES (?, ?, ?, ?)
                ON CONFLICT (address) DO UPDATE SET until = excluded.until, reason = excluded.reason
                """)
        unrest = try database.cachedStatement(sql: "DELETE FROM resting_address WHERE address = ?")
        watch = try database.cachedStatement(
            sql: """
                INSERT INTO mac_watch (mac, held_until, suspect_until) VALUES (?, ?, ?)
                ON CONFLICT (mac) DO UPDATE SET held_until = excluded.held_until, suspect_until = excluded.suspect_until
                """)
        unwatch = try database.cachedStatement(sql: "DELETE FROM mac_watch WHERE mac = ?")
        event = try database.cachedStatement(
            sql: """
                INSERT INTO event (at, kind, conflict, mac, address, detail, network, environment, machine, alias,
                    other_mac, other_environment, other_machine)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, (SELECT name FROM network WHERE id = ?7), environment.name, machine.name,
                    coalesce(alias.name, (SELECT name FROM host WHERE mac = ?4)), ?9, other_environment.name, other.name
                FROM (SELECT 1) LEFT JOIN machine ON machine.id = CASE ?2 WHEN ?11
                        THEN (SELECT min(id) FROM machine WHERE private_mac = ?4) ELSE ?8 END
                    LEFT JOIN environment ON environment.id = machine.environment
                    LEFT JOIN alias ON alias.machine = machine.id
                    LEFT JOIN machine AS other ON other.id = ?10
                    LEFT JOIN environment AS other_environment ON other_environment.id = other.environment
                """)
    }

    func execute(_ change: LeaseChange, milliseconds: Int64) throws {
        switch change {
        case .put(let lease): try put(lease)
        case .drop(let mac): try drop.execute(arguments: [mac])
        case .rest(let resting):
            try rest.execute(arguments: [resting.address, resting.network, resting.until, resting.reason])
        case .unrest(let address): try unrest.execute(arguments: [address])
        case .watch(let mac, let value?): try watch.execute(arguments: [mac, value.heldUntil, value.suspectUntil])
        case .watch(let mac, nil): try unwatch.execute(arguments: [mac])
        case .relay(let mac, let information): try setRelay(information, of: mac)
        case .event(let line):
            try event.execute(arguments: [
                milliseconds, line.kind.rawValue, line.kind.conflict?.rawValue, line.mac, line.address, line.detail,
                line.network, line.machine, line.otherMAC, line.otherMachine, LeaseEvent.Kind.privateMAC.rawValue,
            ])
        }
    }

    /// Prepared when it is needed: most labs have no relay.
    private func setRelay(_ information: [UInt8]?, of mac: MACAddress) throws {
        guard let information else {
            try database.cachedStatement(sql: "DELETE FROM lease_relay WHERE mac = ?").execute(arguments: [mac])
            return
        }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO lease_relay (mac, information) VALUES (?, ?)
                ON CONFLICT (mac) DO UPDATE SET information = excluded.information
                """)
        try statement.execute(arguments: [mac, Blob(information)])
    }

    private func put(_ lease: Lease) throws {
        bind(lease, to: renew)
        try renew.execute()
        guard database.changesCount == 0 else { return }
        bind(lease, to: insert)
        insert.bind(lease.network.rawValue, at: 7)
        insert.bind(lease.machine?.rawValue, at: 8)
        try insert.execute()
    }

    /// Binds what the two statements have in common.
    private func bind(_ lease: Lease, to statement: BoundStatement) {
        statement.bind(Int64(lease.mac.rawValue), at: 1)
        statement.bind(Int64(lease.address.rawValue), at: 2)
        statement.bind(Int64(lease.state.rawValue), at: 3)
        statement.bind(lease.starts, at: 4)
        statement.bind(lease.expires, at: 5)
        statement.bind(lease.clientIdentifier, at: 6)
    }
}
