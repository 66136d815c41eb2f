internal import Addresses
internal import GRDB

/// What environments have before them that the clock or a lease decides: ends, and restores that are open.
///
/// Read again when a verb has changed it. In between, a second without anything due costs one comparison, and a restore
/// that is open a look into the book for each of its machines; nothing is read from the file.
struct EnvironmentAgenda {
    /// Seconds UTC: when the next environment is to be warned of or deleted.
    private(set) var next: Int64?
    private(set) var restores: [OpenRestore] = []

    /// A restore, and what says that each of its machines has been seen with its own MAC.
    struct OpenRestore {
        let environment: EnvironmentID
        /// Seconds UTC.
        let began: Int64
        var machines: [(mac: MACAddress, leaseStartsBefore: Int64?)] = []

        /// Whether it is worth looking closer. A lease that has not begun or been renewed since says no.
        func mayBeOver(in book: LeaseBook) -> Bool {
            machines.allSatisfy { machine in
                guard let lease = book.lease(of: machine.mac), lease.state == .bound else { return false }
                return lease.starts >= began && lease.starts != machine.leaseStartsBefore
            }
        }
    }

    init() {}

    init(reading database: Database) throws {
        // Each minimum is the first entry of an index.
        next = try [
            "SELECT min(until) FROM environment WHERE until IS NOT NULL",
            "SELECT min(warn_from) FROM environment WHERE until IS NOT NULL AND warned = 0",
        ].compactMap { try Int64.fetchOne(database, sql: $0) }.min()
        var open: [EnvironmentID: OpenRestore] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT restore.environment, began, public_interface.mac, lease_starts FROM restore
                LEFT JOIN restore_machine ON restore_machine.environment = restore.environment
                LEFT JOIN machine
                    ON machine.environment = restore.environment AND machine.name = restore_machine.name
                LEFT JOIN public_interface ON public_interface.machine = machine.id
                WHERE ended IS NULL
                """)
        while let row = try rows.next() {
            let id: EnvironmentID = try row.value("environment")
            let began: Int64 = try row.value("began")
            var restore = open[id] ?? OpenRestore(environment: id, began: began / 1000)
            // A machine that was removed meanwhile has nothing to be put back.
            if let mac: MACAddress = try row.optional("mac") {
                restore.machines.append((mac, try row.optional("lease_starts")))
            }
            open[id] = restore
        }
        restores = Array(open.values)
    }

    /// Environments whose moment has come, the longest due first.
    static func due(at now: Int64, limit: Int, in database: Database) throws -> [EnvironmentID] {
        try EnvironmentID.fetchAll(
            database,
            sql: """
                SELECT id FROM environment WHERE until IS NOT NULL AND until <= ?1
                UNION ALL
                SELECT id FROM environment
                WHERE until IS NOT NULL AND warned = 0 AND warn_from <= ?1 AND until > ?1
                LIMIT ?2
                """, arguments: [now, limit])
    }
}
