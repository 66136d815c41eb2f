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
        let machines = try transaction.machineSummaries()
        var summaries: [EnvironmentSummary] = []
        let chosen = try transaction.environments("WHERE ?1 IS NULL OR owner = ?1 COLLATE NOCASE", [owner])
        for environment in chosen {
            let own = tags[environment.id] ?? [:]
            guard hasTags(own) else { continue }
            let members = machines[environment.id] ?? MachineSummary()
            summaries.append(
                EnvironmentSummary(
                    name: environment.name, network: networks[environment.network] ?? "",
                    isolation: environment.isolation, origin: environment.origin, machineCount: members.tally.count,
                    leasedCount: members.leasedCount,
                    created: environment.created, owner: environment.owner, description: environment.description,
                    tags: own, until: environment.until, expiring: environment.isExpiring(at: transaction.now),
                    status: members.tally.summary(
                        of: environment.name, transaction.service, at: transaction.now.rawValue)))
        }
        return summaries
    }

    private func hasTags(_ own: [String: String]) -> Bool {
        (tags ?? [:]).allSatisfy { name, value in
            own.contains { Names.areSame($0.key, name) && $0.value == value }
        }
    }
}

/// What a list says of an environment's machines.
private struct MachineSummary {
    var tally = StatusTally()
    /// How many have an address now.
    var leasedCount = 0

    mutating func add(_ facts: MachineFacts, _ service: RegistryService, at now: Int64) {
        if facts.lease?.isLive(at: now) ?? false { leasedCount += 1 }
        tally.add(facts, service, at: now)
    }
}

extension Transaction {
    /// Of every environment that has machines.
    fileprivate func machineSummaries() throws -> [EnvironmentID: MachineSummary] {
        let reader = try StatusReader(self)
        let rows = try BulkRows(
            database,
            sql: """
                SELECT lease.mac, lease.address, lease.network, lease.machine, state, starts, expires, NULL,
                    machine.environment, machine.name, machine.domain_controller, public_interface.mac
                FROM machine
                LEFT JOIN public_interface ON public_interface.machine = machine.id
                LEFT JOIN lease ON lease.mac = public_interface.mac AND lease.machine = machine.id
                ORDER BY machine.environment, machine.ordinal
                """)
        var summaries: [EnvironmentID: MachineSummary] = [:]
        while try rows.next() {
            let environment = EnvironmentID(rawValue: rows.integer(8))
            // Its environment is named when there is something to say of it.
            var facts = MachineFacts(
                environment: "", name: rows.text(9), isDomainController: rows.integer(10) != 0,
                mac: rows.isNull(11) ? nil : UInt64(exactly: rows.integer(11)).flatMap(MACAddress.init(rawValue:)),
                lease: rows.isNull(0) ? nil : BulkReader.lease(rows))
            reader.complete(&facts, of: environment)
            summaries[environment, default: MachineSummary()].add(facts, service, at: now.rawValue)
        }
        return summaries
    }
}
