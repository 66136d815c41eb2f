internal import Addresses
internal import GRDB

/// One line of `env list`.
package struct EnvironmentSummary: Codable, Hashable, Sendable {
    package var name: String
    package var network: String
    package var isolation: Isolation
    @ExplicitNull package var origin: EnvironmentOrigin?
    package var machineCount: Int
    /// How many of them have an address now.
    package var leasedCount: Int
    package var created: UTCTime
    @ExplicitNull package var owner: String?
    @ExplicitNull package var description: String?
    package var tags: [String: String]
    @ExplicitNull package var until: UTCTime?
    package var expiring: Bool
    package var status: StatusSummary
}

/// `env list`: every environment in one line, by name; or those of an owner, or with certain tags.
package struct ListEnvironments: Verb {
    package static let name = "env list"
    package static let kind = VerbKind.question

    package var owner: String?
    /// All of them; `nil`: none are asked for.
    package var tags: [String: String]?

    package init(owner: String? = nil, tags: [String: String]? = nil) {
        self.owner = owner
        self.tags = tags
    }

    package func perform(in transaction: Transaction) throws -> [EnvironmentSummary] {
        let database = transaction.database
        let networks = try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(database, sql: "SELECT id, name FROM network").map {
                try ($0.value("id") as NetworkID, $0.value("name") as String)
            })
        let tags = try transaction.tags()
        let machines = try transaction.allMachines()
        let reader = try StatusReader(transaction)
        var summaries: [EnvironmentSummary] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM environment WHERE ?1 IS NULL OR owner = ?1 COLLATE NOCASE ORDER BY name",
            arguments: [owner])
        while let row = try rows.next() {
            let environment = try transaction.environment(row)
            let own = tags[environment.id] ?? [:]
            guard hasTags(own) else { continue }
            let members = machines[environment.id] ?? []
            summaries.append(
                EnvironmentSummary(
                    name: environment.name, network: networks[environment.network] ?? "",
                    isolation: environment.isolation, origin: environment.origin, machineCount: members.count,
                    leasedCount: members.count { $0.lease?.isLive(at: transaction.now.rawValue) ?? false },
                    created: environment.created, owner: environment.owner, description: environment.description,
                    tags: own, until: environment.until, expiring: environment.isExpiring(at: transaction.now),
                    status: reader.status(of: environment, members).summary))
        }
        return summaries
    }

    private func hasTags(_ own: [String: String]) -> Bool {
        (tags ?? [:]).allSatisfy { name, value in
            own.contains { Names.areSame($0.key, name) && $0.value == value }
        }
    }
}

extension Transaction {
    /// The machines of all environments, each environment's in their order, with what a list shows of them: roles and
    /// private interfaces are left out.
    fileprivate func allMachines() throws -> [EnvironmentID: [MachineRecord]] {
        var machines: [EnvironmentID: [MachineRecord]] = [:]
        let rows = try BulkRows(
            database,
            sql: """
                SELECT lease.mac, lease.address, lease.network, lease.machine, state, starts, expires, NULL,
                    machine.id, machine.environment, machine.ordinal, machine.name, machine.domain_controller,
                    public_interface.mac
                FROM machine
                LEFT JOIN public_interface ON public_interface.machine = machine.id
                LEFT JOIN lease ON lease.machine = machine.id
                ORDER BY machine.environment, machine.ordinal
                """)
        while try rows.next() {
            let identity = MachineIdentity(
                ordinal: rows.integer(10), name: rows.text(11), role: "", isDomainController: rows.integer(12) != 0,
                privateAddress: nil, privateMAC: nil)
            let mac = rows.isNull(13) ? nil : UInt64(exactly: rows.integer(13)).flatMap(MACAddress.init(rawValue:))
            var machine = MachineRecord(id: MachineID(rawValue: rows.integer(8)), identity: identity, publicMAC: mac)
            if !rows.isNull(0) { machine.lease = BulkReader.lease(rows) }
            machines[EnvironmentID(rawValue: rows.integer(9)), default: []].append(machine)
        }
        return machines
    }
}
