internal import Addresses
internal import GRDB
internal import Logging

/// Reading what the registry says into the book and the publication.
extension WriterThread {
    /// Everything, at start and after a failure.
    func reload() throws(RegistryError) {
        try loadBook()
        wheel = ExpiryWheel(after: clock.seconds)
        for lease in book.leases { wheel.watch(lease) }
        try publishAll()
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

    func reloadNetworks() throws(RegistryError) {
        let networks = try store.read { try BulkReader($0).networks(bad: report) }
        book.replace(networks: networks.map(\.leaseNetwork))
    }

    private func loadBook() throws(RegistryError) {
        var interfaces: [LeaseInterface] = []
        var leases: [Lease] = []
        var resting: [RestingAddress] = []
        let networks = try store.read { database in
            let reader = BulkReader(database)
            try interfaces.reserveCapacity(Int.fetchOne(database, sql: "SELECT count(*) FROM public_interface") ?? 0)
            try reader.forEachMachine(
                { machine in
                    interfaces.append(
                        LeaseInterface(
                            mac: machine.mac, machine: machine.id, environment: machine.environment,
                            network: machine.network))
                }, bad: report)
            try reader.forEachLease({ leases.append($0) }, bad: report)
            try reader.forEachRestingAddress({ resting.append($0) }, bad: report)
            return try reader.networks(bad: report)
        }
        book.replaceAll(networks: networks.map(\.leaseNetwork), interfaces: interfaces, leases: leases, resting: resting)
    }

    /// Tells the name server everything, with the leases that the book has.
    func publishAll() throws(RegistryError) {
        guard let publication else { return }
        let now = clock.seconds
        let (networks, environments) = try store.read { database in
            let reader = BulkReader(database)
            let networks = try reader.networks(bad: { _ in })
            var all = PublishedEnvironments(networks)
            try reader.forEachEnvironment({ all.add($0) }, bad: report)
            try reader.forEachMachine({ all.add($0, lease: self.liveLease(of: $0.mac, at: now)) }, bad: { _ in })
            return (networks.map(\.published), all.environments)
        }
        publication.replaceAll(networks: networks, environments: environments)
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
                    LeaseInterface(mac: $0, machine: machine.id, environment: id, network: network.id)
                }
            }
            book.replace(environment: id, interfaces: interfaces, leases: machines.compactMap(\.lease), resting: [])
            published[id] = PublishedEnvironment(environment, on: network, machines, at: now)
        }
        publication?.replace(published)
    }

    private func liveLease(of mac: MACAddress, at now: Int64) -> LiveLease? {
        guard let lease = book.lease(of: mac), lease.isLive(at: now) else { return nil }
        return LiveLease(address: lease.address, expires: lease.expires)
    }

    private func report(_ row: BadRow) {
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

/// Gathers environments and the machines that belong to them, in whatever order they come.
private struct PublishedEnvironments {
    private(set) var environments: [PublishedEnvironment] = []
    private var indices: [EnvironmentID: Int] = [:]
    private let domains: [NetworkID: DomainName]

    init(_ networks: [NetworkRecord]) {
        domains = Dictionary(networks.map { ($0.id, $0.settings.domain) }) { first, _ in first }
    }

    /// An environment on a network that cannot be read has no domain, so no names.
    mutating func add(_ environment: BulkEnvironment) {
        guard let domain = domains[environment.network] else { return }
        indices[environment.id] = environments.count
        environments.append(
            PublishedEnvironment(
                id: environment.id, name: environment.name, network: environment.network, domain: domain,
                origin: environment.origin, machines: []))
    }

    mutating func add(_ machine: BulkMachine, lease: LiveLease?) {
        guard let index = indices[machine.environment] else { return }
        environments[index].machines.append(
            PublishedMachine(id: machine.id, name: machine.name, alias: machine.alias, lease: lease))
    }
}
