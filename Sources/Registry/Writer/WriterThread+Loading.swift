internal import Addresses
internal import GRDB
internal import Logging

/// Reading what the registry says into the book and the publication.
extension WriterThread {
    /// Everything, at start and after a failure.
    ///
    /// Rows go where they belong as they are read: a million machines are never held in a second form.
    func reload() throws(RegistryError) {
        badRowCount = 0
        let now = clock.seconds
        try store.read { database in
            let reader = BulkReader(database)
            let networks = try reader.networks(bad: report)
            let machineCount = try reader.machineCount()
            var load = LeaseBookLoad(networks: networks.map(\.leaseNetwork), machineCount: machineCount)
            try reader.forEachLease({ load.add($0) }, bad: report)
            try reader.forEachRestingAddress({ load.add($0) }, bad: report)
            try reader.forEachWatch({ load.watches[$0] = $1 }, bad: report)
            try reader.forEachRelayInformation({ load.relayInformation[$0] = $1 }, bad: report)
            var hosts: [HostRecord] = []
            try reader.forEachHost(on: networks, { hosts.append($0) }, bad: report)
            load.hosts = LeaseHosts(hosts.map(\.leaseHost))
            load.machineMACs = try reader.machineMACs(of: networks, at: now)
            var environments = PublishedEnvironments(networks)
            try reader.forEachEnvironment({ environments.add($0) }, bad: report)
            try publish(networks, hosts, environments.all, machineCount) { tell in
                try reader.forEachMachine(
                    { machine in
                        let lease = load.add(machine.interface)
                        tell(machine.environment, machine.published(lease, at: now))
                    }, bad: report)
            }
            book.replaceAll(load)
            // Pages that were read once, from end to end, would only stand in the way of those that commits need.
            database.releaseMemory()
        }
        if badRowCount > BulkReader.badRowLimit {
            log.error("more rows of the registry are skipped", metadata: ["rows": "\(badRowCount)"])
        }
        wheel = ExpiryWheel(after: now)
        wheel.watchAll(in: book)
        try reloadAgenda()
    }

    func reloadAgenda() throws(RegistryError) {
        agenda = try store.read { try EnvironmentAgenda(reading: $0) }
    }

    private func publish(
        _ networks: [NetworkRecord], _ hosts: [HostRecord], _ environments: [PublishedEnvironment], _ machineCount: Int,
        machines read: (_ tell: (EnvironmentID, PublishedMachine) -> Void) throws -> Void
    ) throws {
        guard let publication else { return try read { _, _ in } }
        try publication.replaceAll(
            networks: networks.map(\.published),
            hosts: Dictionary(grouping: hosts, by: \.network).mapValues { $0.map(\.published) },
            environments: environments, machineCount: machineCount, machines: read)
    }

    /// After a failure of the storage: opens and reads everything again, at most once a second.
    ///
    /// - Returns: whether the store may be used.
    func recoverIfNeeded() -> Bool {
        guard store.isBroken else { return true }
        guard clock.seconds != lastRecovery else { return false }
        lastRecovery = clock.seconds
        do throws(RegistryError) {
            try store.reopen()
            try reload()
            publication?.publish(serials: serials.all)
            return true
        } catch {
            return false
        }
    }

    /// Environments that a verb has touched.
    func reload(_ ids: Set<EnvironmentID>) throws(RegistryError) {
        let now = clock.seconds
        var published: [EnvironmentID: PublishedEnvironment?] = [:]
        for id in ids {
            let found = try store.read { database in
                let transaction = Transaction(database, milliseconds: now * 1000)
                return try transaction.environment(id).map { record in
                    try (record, transaction.network(record.network), transaction.machines(of: id))
                }
            }
            guard let (environment, network, machines) = found else {
                book.replace(environment: id, interfaces: [], leases: [], resting: [])
                published.updateValue(nil, forKey: id)
                continue
            }
            let interfaces = machines.compactMap { machine in
                machine.publicMAC.map {
                    LeaseInterface(
                        mac: $0, machine: machine.id, environment: id, network: network.id,
                        role: machine.identity.role)
                }
            }
            book.replace(environment: id, interfaces: interfaces, leases: machines.compactMap(\.lease), resting: [])
            published[id] = PublishedEnvironment(environment, on: network, machines, at: now)
        }
        publication?.replace(published)
    }

    /// Networks whose hosts a verb has touched.
    func reloadHosts(of networks: Set<NetworkID>) throws(RegistryError) {
        for id in networks {
            let (network, hosts) = try store.read { database in
                let transaction = Transaction(database, milliseconds: 0)
                return try (transaction.network(id), transaction.hosts(of: id))
            }
            book.replace(hosts: hosts.map(\.leaseHost), of: id)
            publication?.replace(hosts: hosts.map(\.published), of: network.published)
        }
    }

    private func report(_ row: BadRow) {
        badRowCount += 1
        guard badRowCount <= BulkReader.badRowLimit else { return }
        log.error(
            "a row of the registry is skipped",
            metadata: ["table": "\(row.table)", "row": "\(row.row)", "reason": "\(row.reason)"])
    }
}

extension PublishedEnvironment {
    init(_ environment: EnvironmentRecord, on network: NetworkRecord, _ machines: [MachineRecord], at now: Int64) {
        self.init(
            id: environment.id, name: environment.name, network: network.id, domain: network.settings.domain,
            origin: environment.origin?.environment,
            machines: machines.compactMap { machine in
                guard let alias = machine.alias else { return nil }
                let live = machine.lease.flatMap { $0.isLive(at: now) ? $0 : nil }
                return PublishedMachine(
                    id: machine.id, name: machine.identity.name, alias: alias,
                    lease: live.map { LiveLease(address: $0.address, expires: $0.expires) })
            })
    }
}
