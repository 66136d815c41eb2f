internal import Addresses

/// Gathers environments and the machines that belong to them, in whatever order they come, for the name server.
struct PublishedEnvironments {
    private var environments: [PublishedEnvironment] = []
    private var indices: [EnvironmentID: Int] = [:]
    /// Where each machine stands, in the order in which they came; `nil` for one that belongs to nothing served.
    private var places: [Place?] = []
    private let domains: [NetworkID: DomainName]

    private struct Place {
        let environment: Int32
        let machine: Int32
    }

    init(_ networks: [NetworkRecord] = []) {
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

    mutating func add(_ machine: BulkMachine) {
        guard let index = indices[machine.environment], let environment = Int32(exactly: index),
            let place = Int32(exactly: environments[index].machines.count)
        else { return places.append(nil) }
        places.append(Place(environment: environment, machine: place))
        environments[index].machines.append(
            PublishedMachine(id: machine.id, name: machine.name, alias: machine.alias, lease: nil))
    }

    /// The environments, with the leases that the book has.
    ///
    /// - Parameter interfaces: those of the machines, in the order in which the machines came.
    consuming func environments(
        _ book: LeaseBook, _ interfaces: [LeaseInterface], at now: Int64
    ) -> [PublishedEnvironment] {
        for (place, interface) in zip(places, interfaces) {
            guard let place, let lease = book.lease(of: interface.mac), lease.isLive(at: now) else { continue }
            environments[Int(place.environment)].machines[Int(place.machine)].lease =
                LiveLease(address: lease.address, expires: lease.expires)
        }
        return environments
    }
}
