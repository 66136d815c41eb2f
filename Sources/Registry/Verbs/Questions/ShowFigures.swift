internal import GRDB
package import Telemetry

/// How much the registry holds, for metrics and for `status`.
package struct RegistryFigures: Codable, Hashable, Sendable {
    package struct Network: Codable, Hashable, Sendable {
        package var name: String
        package var addresses: PoolUse
        /// The addresses of the guest range.
        @ExplicitNull package var guestAddresses: PoolUse?
        package var macs: PoolUse
        /// How many leases are in each state.
        package var leases: [String: Int]
    }

    package var environments: Int
    package var machines: Int
    package var hosts: Int
    /// Restores that are not over.
    package var restores: Int
    package var networks: [Network]
    /// Evidence of conflicts seen in the last hour, by kind.
    package var conflicts: [String: Int]
}

/// `status`, and what a scrape says of the registry.
package struct ShowFigures: Verb {
    package static let name = "figures"
    package static let kind = VerbKind.question

    /// For how long a conflict that was seen is news, in seconds.
    package static let conflictMemory: Int64 = 3600

    package init() {}

    package func perform(in transaction: Transaction) throws -> RegistryFigures {
        let database = transaction.database
        let now = transaction.now
        var leases: [NetworkID: [String: Int]] = [:]
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT network, state, expires <= ? AS over, count(*) AS count FROM lease GROUP BY 1, 2, 3",
            arguments: [now])
        for row in rows {
            guard let state = LeaseState(rawValue: try row.value("state")) else { continue }
            let status = try LeaseStatus(state, isOver: row.value("over"))
            leases[try row.value("network"), default: [:]][status.rawValue, default: 0] += try row.value("count")
        }
        let conflicts = try Row.fetchAll(
            database,
            sql:
                "SELECT conflict, count(*) AS count FROM event WHERE conflict IS NOT NULL AND at >= ? GROUP BY conflict",
            arguments: [(now.rawValue - Self.conflictMemory) * 1000]
        ).map { (try $0.value("conflict") as String, try $0.value("count") as Int) }
        return try RegistryFigures(
            environments: transaction.count("environment"), machines: transaction.count("machine"),
            hosts: transaction.count("host"), restores: transaction.count("restore WHERE ended IS NULL"),
            networks: transaction.networks().map { network in
                try RegistryFigures.Network(
                    name: network.name, addresses: transaction.addressUse(of: network),
                    guestAddresses: network.settings.guestRange.map { try transaction.use(of: $0, on: network) },
                    macs: transaction.macUse(of: network), leases: leases[network.id] ?? [:])
            }, conflicts: Dictionary(uniqueKeysWithValues: conflicts))
    }
}

extension RegistryFigures {
    package var metrics: [MetricFamily] {
        var sizes = MetricFamily("namesake_registry_objects", .gauge, "Objects in the registry, by kind")
        for (kind, count) in [
            ("environment", environments), ("machine", machines), ("host", hosts), ("restore", restores),
        ] {
            sizes.add(count, ["kind": kind])
        }
        var pools = MetricFamily(
            "namesake_pool", .gauge, "Addresses and MACs of a network's pools, by what they are used for")
        var leases = MetricFamily("namesake_leases", .gauge, "Leases, by network and state")
        for network in networks {
            for (pool, use) in [
                ("addresses", network.addresses), ("guest-addresses", network.guestAddresses), ("macs", network.macs),
            ] {
                guard let use else { continue }
                for (state, count) in [("used", use.used), ("resting", use.resting), ("free", use.free)] {
                    pools.add(count, ["network": network.name, "pool": pool, "state": state])
                }
            }
            for state in LeaseStatus.allCases.map(\.rawValue) {
                leases.add(network.leases[state] ?? 0, ["network": network.name, "state": state])
            }
        }
        var seen = MetricFamily(
            "namesake_conflicts_seen", .gauge, "Evidence of conflicts in the last hour, by kind")
        for kind in ConflictKind.allCases.map(\.rawValue) { seen.add(conflicts[kind] ?? 0, ["kind": kind]) }
        return [sizes, pools, leases, seen]
    }
}
