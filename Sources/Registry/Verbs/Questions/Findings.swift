internal import Addresses
internal import GRDB

/// What `check` looks for in a registry that is sound.
extension Transaction {
    /// How many findings of one kind are told.
    private static let findingLimit = 100

    /// - Parameter networks: those that can be read.
    func findings(on networks: [NetworkRecord]) throws -> [CheckFinding] {
        try poolFindings(on: networks) + privateMACFindings() + sharedRangeFindings() + identityFindings()
    }

    /// The rules of pools, on the pools that are there: each pair that overlaps once.
    private func poolFindings(on networks: [NetworkRecord]) throws -> [CheckFinding] {
        var earlier: [(pool: MACRange, network: String)] = []
        var findings: [CheckFinding] = []
        for network in networks {
            let pools = network.settings.macPools
            var problems = MACPoolRules.problems(of: pools, others: earlier, network: network.name)
            for pool in pools {
                if let problem = try hypervisorProblem(of: pool) ?? privateMACProblem(of: pool) {
                    problems.append(problem)
                }
            }
            findings += problems.map { .pool($0, network: network.name) }
            earlier += pools.map { ($0, network.name) }
        }
        return findings
    }

    private func privateMACFindings() throws -> [CheckFinding] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT hypervisor.name AS hypervisor, environment.name AS environment, machine.name AS machine,
                    private_mac AS mac
                FROM hypervisor_range
                JOIN hypervisor ON hypervisor.id = hypervisor_range.hypervisor
                JOIN machine ON private_mac BETWEEN first AND last
                JOIN environment ON environment.id = machine.environment
                ORDER BY hypervisor.name, private_mac, machine.id LIMIT \(Self.findingLimit)
                """
        ).map { row in
            .privateMACInRange(
                try MachineInRange(
                    environment: row.value("environment"), machine: row.value("machine"), mac: row.value("mac")),
                hypervisor: try row.value("hypervisor"))
        }
    }

    /// For each hypervisor the first before it that shares a range: all pairs of a hundred hosts would help nobody.
    private func sharedRangeFindings() throws -> [CheckFinding] {
        var earlier: [(range: MACRange, name: String)] = []
        var findings: [CheckFinding] = []
        for hypervisor in try hypervisors() {
            let shared = hypervisor.ranges.lazy.compactMap { range in
                earlier.first { $0.range.overlaps(range) }.map { (range, $0) }
            }.first
            if let (range, other) = shared {
                findings.append(
                    .sharedRange(
                        range, hypervisor: hypervisor.name, otherRange: other.range, otherHypervisor: other.name))
            }
            earlier += hypervisor.ranges.map { ($0, hypervisor.name) }
        }
        return Array(findings.prefix(Self.findingLimit))
    }

    /// Machines of clones whose name, address or MAC inside is not, octet by octet, what it was where the clone came from:
    /// in the clone's own copy of the snapshot, or else in the origin as it is now.
    private func identityFindings() throws -> [CheckFinding] {
        let differs = """
            (here.name <> there.name COLLATE BINARY OR here.private_address IS NOT there.private_address
                OR here.private_mac IS NOT there.private_mac)
            """
        let columns = """
            clone.name AS environment, clone.origin_name AS origin, clone.origin_snapshot AS snapshot,
            here.name AS here_name, here.private_address AS here_address, here.private_mac AS here_mac,
            there.name AS there_name, there.private_address AS there_address, there.private_mac AS there_mac
            """
        return try Row.fetchAll(
            database,
            sql: """
                SELECT \(columns) FROM environment AS clone
                JOIN machine AS here ON here.environment = clone.id
                JOIN machine AS there ON there.environment = clone.origin AND there.name = here.name
                WHERE clone.isolation = 'dual-interface' AND clone.origin_snapshot IS NULL AND \(differs)
                UNION ALL
                SELECT \(columns) FROM environment AS clone
                JOIN machine AS here ON here.environment = clone.id
                JOIN snapshot_machine AS there ON there.name = here.name AND there.snapshot = (
                    SELECT id FROM (
                        SELECT id, taken, source <> clone.origin AS is_older FROM snapshot
                        WHERE environment = clone.id AND source <> clone.id AND snapshot.name = clone.origin_snapshot
                    ) ORDER BY is_older, taken DESC, id DESC LIMIT 1
                )
                WHERE clone.isolation = 'dual-interface' AND \(differs)
                LIMIT \(Self.findingLimit)
                """
        ).map { row in
            .privateSideDiffers(
                try PrivateSideDifference(
                    environment: row.value("environment"),
                    here: PrivateSide(
                        name: row.value("here_name"), address: row.optional("here_address"),
                        mac: row.optional("here_mac")),
                    origin: EnvironmentOrigin(environment: row.value("origin"), snapshot: row.optional("snapshot")),
                    there: PrivateSide(
                        name: row.value("there_name"), address: row.optional("there_address"),
                        mac: row.optional("there_mac"))))
        }
    }
}
