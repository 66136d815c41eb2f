internal import Addresses
internal import GRDB

/// What must not be, and can come about all the same: networks and pools change after machines were made.
extension Transaction {
    func wrongIdentities(of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        try privateMACsInPools(of: environment) + privateMACsThatArePublic(of: environment)
            + privateAddressesInNetworks(of: environment)
    }

    /// A pool gives such a MAC to another machine one day (R52, R61).
    private func privateMACsInPools(of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        try wrong(
            """
            SELECT machine.id, machine.name AS machine, environment.name AS environment, private_mac AS mac,
                network.name AS network, first, last
            FROM mac_pool JOIN machine ON private_mac BETWEEN first AND last
            JOIN environment ON environment.id = machine.environment JOIN network ON network.id = mac_pool.network
            """, of: environment
        ) { row, answer in
            answer.conflict = .mac
            answer.kind = "mac.in-pool"
            answer.severity = .critical
            let pool = try MACRange(first: row.value("first"), last: row.value("last"))
            answer.detail =
                "its private MAC is in the pool \(pool?.description ?? "") of network \(answer.network ?? ""), which gives "
                + "it to another machine: take it out of the pool with `namesake network set`"
        }
    }

    private func privateMACsThatArePublic(of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        try wrong(
            """
            SELECT machine.id, machine.name AS machine, environment.name AS environment, machine.private_mac AS mac,
                network.name AS network, other.name AS other_machine, other_environment.name AS other_environment,
                public_interface.mac AS other_mac
            FROM public_interface JOIN machine ON machine.private_mac = public_interface.mac
            JOIN environment ON environment.id = machine.environment
            JOIN network ON network.id = public_interface.network
            JOIN machine AS other ON other.id = public_interface.machine
            JOIN environment AS other_environment ON other_environment.id = other.environment
            """, of: environment
        ) { row, answer in
            answer.conflict = .mac
            answer.kind = "mac.both-sides"
            answer.severity = .critical
            answer.otherMachine = try row.optional("other_machine")
            answer.otherEnvironment = try row.optional("other_environment")
            answer.otherMAC = try row.optional("other_mac")
            answer.detail =
                "its private MAC is the public one of \(answer.otherMachine ?? "").\(answer.otherEnvironment ?? "")"
        }
    }

    /// From inside, that network cannot be reached any more (R49).
    private func privateAddressesInNetworks(of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        try wrong(
            """
            SELECT machine.id, machine.name AS machine, environment.name AS environment, private_mac AS mac,
                private_address AS address, network.name AS network, base, prefix_length
            FROM machine JOIN network ON private_address BETWEEN base AND base + (1 << (32 - prefix_length)) - 1
            JOIN environment ON environment.id = machine.environment
            """, of: environment
        ) { row, answer in
            answer.conflict = .address
            answer.kind = "address.in-network"
            answer.severity = .warning
            answer.address = try row.optional("address")
            let cidr = try IPv4Network(base: row.value("base"), prefixLength: row.value("prefix_length"))
            answer.detail =
                "its private address is one of network \(answer.network ?? "") (\(cidr?.description ?? "")), which it "
                + "cannot reach"
        }
    }

    private func wrong(
        _ select: String, of environment: EnvironmentRecord?, _ complete: (Row, inout ConflictAnswer) throws -> Void
    ) throws -> [ConflictAnswer] {
        let condition = environment == nil ? "" : "WHERE environment.id = ?"
        let rows = try Row.fetchAll(
            database, sql: "\(select) \(condition) ORDER BY machine.id LIMIT \(ListConflicts.limit)",
            arguments: environment.map { [$0.id] } ?? [])
        return try rows.map { row in
            let name: String = try row.value("environment")
            let machine: String = try row.value("machine")
            var answer = try ConflictAnswer(
                name: "\(machine).\(name)", conflict: .mac, kind: "", severity: .critical, source: .registry,
                predicted: false, network: row.optional("network"), environment: name, machine: machine,
                mac: row.optional("mac"), address: nil, otherEnvironment: nil, otherMachine: nil, otherMAC: nil,
                environments: [name], first: now, last: now, count: 1, detail: nil)
            try complete(row, &answer)
            return answer
        }
    }
}
