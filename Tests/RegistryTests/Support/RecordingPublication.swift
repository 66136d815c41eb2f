import Addresses
import Synchronization

@testable import Registry

/// What the name server was told, as it would know it.
final class RecordingPublication: RegistryPublication {
    /// Shared between the writer thread and the test.
    final class Record: Sendable {
        struct State {
            var networks: [PublishedNetwork] = []
            var environments: [EnvironmentID: PublishedEnvironment] = [:]
            var hosts: [NetworkID: [PublishedHost]] = [:]
            var serials: [DomainName: UInt32] = [:]
            var serialSteps = 0
        }

        let state = Mutex(State())

        /// The address that the machine's alias answers.
        func address(of machine: String, in environment: String) -> IPv4Address? {
            state.withLock { state in
                state.environments.values.first { $0.name == environment }?
                    .machines.first { $0.name == machine }?.lease?.address
            }
        }

        /// The address that a host's name answers.
        func address(ofHost name: String) -> IPv4Address? {
            state.withLock { $0.hosts.values.joined().first { $0.name == name }?.address }
        }

        var names: [String] {
            state.withLock { $0.environments.values.map(\.name).sorted() }
        }
    }

    private let record: Record

    init(_ record: Record) {
        self.record = record
    }

    func replaceAll(
        networks: [PublishedNetwork], hosts: [NetworkID: [PublishedHost]], environments: [PublishedEnvironment],
        machineCount: Int, machines read: (_ tell: (EnvironmentID, PublishedMachine) -> Void) throws -> Void
    ) rethrows {
        var all = Dictionary(uniqueKeysWithValues: environments.map { ($0.id, $0) })
        try read { environment, machine in all[environment]?.machines.append(machine) }
        record.state.withLock { [all] state in
            state.networks = networks
            state.hosts = hosts
            state.environments = all
        }
    }

    func replace(_ environments: [EnvironmentID: PublishedEnvironment?]) {
        record.state.withLock { state in
            for (id, environment) in environments { state.environments[id] = environment }
        }
    }

    func replace(hosts: [PublishedHost], of network: PublishedNetwork) {
        record.state.withLock { $0.hosts[network.id] = hosts }
    }

    func publish(_ leases: [PublishedLease]) {
        record.state.withLock { state in
            for lease in leases {
                for (id, environment) in state.environments {
                    for (index, machine) in environment.machines.enumerated() where machine.id == lease.machine {
                        state.environments[id]?.machines[index].lease = lease.lease
                    }
                }
            }
        }
    }

    func publish(serials: [DomainName: UInt32]) {
        record.state.withLock { state in
            state.serials.merge(serials) { $1 }
            state.serialSteps += serials.count
        }
    }
}
