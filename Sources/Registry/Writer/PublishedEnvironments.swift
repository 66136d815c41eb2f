internal import Addresses

/// Environments as they are read, for the name server.
struct PublishedEnvironments {
    /// Without their machines.
    private(set) var all: [PublishedEnvironment] = []
    private let domains: [NetworkID: DomainName]

    init(_ networks: [NetworkRecord]) {
        domains = Dictionary(networks.map { ($0.id, $0.settings.domain) }) { first, _ in first }
    }

    /// An environment on a network that cannot be read has no domain, so no names.
    mutating func add(_ environment: BulkEnvironment) {
        guard let domain = domains[environment.network] else { return }
        all.append(
            PublishedEnvironment(
                id: environment.id, name: environment.name, network: environment.network, domain: domain,
                origin: environment.origin, machines: []))
    }
}

extension BulkMachine {
    /// The machine with the lease that its MAC has.
    func published(_ lease: Lease?, at now: Int64) -> PublishedMachine {
        let live = lease.flatMap { $0.isLive(at: now) ? LiveLease(address: $0.address, expires: $0.expires) : nil }
        return PublishedMachine(id: id, name: name, alias: alias, lease: live)
    }
}
