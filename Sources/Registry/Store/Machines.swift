internal import Addresses
internal import GRDB

/// Machines in the database, with what they have outside.
extension Transaction {
    /// The environment's machines in their order.
    func machines(of environment: EnvironmentID) throws -> [MachineRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT machine.*, public_interface.mac AS public_mac, alias.name AS alias, lease.address, lease.network,
                    lease.state, lease.starts, lease.expires, lease.client_identifier
                FROM machine
                LEFT JOIN public_interface ON public_interface.machine = machine.id
                LEFT JOIN alias ON alias.machine = machine.id
                LEFT JOIN lease ON lease.mac = public_interface.mac
                WHERE machine.environment = ? ORDER BY machine.ordinal
                """, arguments: [environment]
        ).map(machine)
    }

    func machine(named name: String, of environment: EnvironmentRecord) throws -> MachineRecord {
        let machines = try machines(of: environment.id)
        guard let machine = machines.first(where: { Names.areSame($0.identity.name, name) }) else {
            throw RegistryError.name(
                .unknown(
                    .machine, name: name, environment: environment.name,
                    known: machines.prefix(8).map(\.identity.name)))
        }
        return machine
    }

    /// Adds the machine with a MAC of the network's pools and an alias; a domain controller gets neither (R87).
    func insertMachine(
        _ identity: MachineIdentity, of environment: EnvironmentRecord, on network: NetworkRecord
    ) throws -> MachineRecord {
        try checkInsertable(identity, into: environment.name, on: network)
        if let mac = identity.privateMAC {
            // Inside an environment from now on; until now perhaps seen as a guest.
            try endGuestLease(of: mac)
            touch(privateMAC: mac, 1)
        }
        try database.execute(
            sql: """
                INSERT INTO machine (environment, ordinal, name, role, domain_controller, private_address, private_mac,
                    original_name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                environment.id, identity.ordinal, identity.name, identity.role, identity.isDomainController,
                identity.privateAddress, identity.privateMAC, identity.originalName,
            ])
        var machine = MachineRecord(id: MachineID(rawValue: database.lastInsertedRowID), identity: identity)
        if !identity.isDomainController {
            let mac = try takePublicMAC(of: network)
            let alias = AliasName.draw(&random)
            try database.execute(
                sql: "INSERT INTO public_interface (machine, network, mac) VALUES (?, ?, ?)",
                arguments: [machine.id, network.id, mac])
            try database.execute(
                sql: "INSERT INTO alias (name, machine) VALUES (?, ?)", arguments: [alias, machine.id])
            machine.publicMAC = mac
            machine.alias = alias
        }
        try record(
            Event(
                kind: .machineAdded, network: network.name, environment: environment.name, machine: identity.name,
                mac: machine.publicMAC, alias: machine.alias, detail: identity.privateAddress?.description,
                privateAddress: identity.privateAddress, privateMAC: identity.privateMAC))
        return machine
    }

    /// Checks what an environment's machine may not have, whatever is in the environment.
    func checkInsertable(
        _ identity: MachineIdentity, into environment: String, on network: NetworkRecord
    ) throws {
        try Names.checkReadableName(
            machine: identity.name, environment: environment, domain: network.settings.domain)
        if let mac = identity.privateMAC, let host = try host(with: mac) {
            throw RegistryError.machine(.macOfHost(mac, machine: identity.name, host: host.name))
        }
    }

    private func machine(_ row: Row) throws -> MachineRecord {
        let identity = try MachineIdentity(
            ordinal: row.value("ordinal"), name: row.value("name"), role: row.value("role"),
            isDomainController: row.value("domain_controller"), privateAddress: row.optional("private_address"),
            privateMAC: row.optional("private_mac"), originalName: row.optional("original_name"))
        var machine = try MachineRecord(
            id: row.value("id"), identity: identity, publicMAC: row.optional("public_mac"), alias: row.optional("alias")
        )
        if let mac = machine.publicMAC, let address: IPv4Address = try row.optional("address") {
            machine.lease = try Lease(
                mac: mac, address: address, network: row.value("network"), machine: machine.id,
                state: row.value("state"),
                starts: row.value("starts"), expires: row.value("expires"),
                clientIdentifier: row.octets("client_identifier"))
        }
        return machine
    }
}
