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
}

/// `env list`: every environment in one line, by name.
package struct ListEnvironments: Verb {
    package static let name = "env list"
    package static let kind = VerbKind.question

    package init() {}

    package func perform(in transaction: Transaction) throws -> [EnvironmentSummary] {
        let rows = try Row.fetchAll(
            transaction.database,
            sql: """
                SELECT environment.name, network.name AS network, isolation, origin_name, origin_snapshot, created,
                    count(machine.id) AS machines, count(lease.mac) AS leased
                FROM environment
                JOIN network ON network.id = environment.network
                LEFT JOIN machine ON machine.environment = environment.id
                LEFT JOIN lease ON lease.machine = machine.id AND lease.state = ? AND lease.expires > ?
                GROUP BY environment.id ORDER BY environment.name
                """, arguments: [LeaseState.bound, transaction.now])
        return try rows.map { row in
            let origin: String? = try row.optional("origin_name")
            let snapshot: String? = try row.optional("origin_snapshot")
            return try EnvironmentSummary(
                name: row.value("name"), network: row.value("network"), isolation: row.value("isolation"),
                origin: origin.map { EnvironmentOrigin(environment: $0, snapshot: snapshot) },
                machineCount: row.value("machines"), leasedCount: row.value("leased"), created: row.value("created"))
        }
    }
}
