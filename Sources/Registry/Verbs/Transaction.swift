internal import Addresses
internal import GRDB

/// What a verb works with: the database in a transaction, the time it began, and a note of what the verb touched.
package final class Transaction {
    let database: Database
    /// Milliseconds UTC since 1970. One verb, one moment.
    let milliseconds: Int64
    /// What is done for the registry while the verb is performed.
    let service: RegistryService
    var random = SystemRandomNumberGenerator()
    private(set) var touched = Touched()
    /// How many public MACs the verb has taken: a refusal takes them back, so they do not count as used.
    var takenMACs = 0

    init(_ database: Database, milliseconds: Int64, service: RegistryService = .none) {
        self.database = database
        self.milliseconds = milliseconds
        self.service = service
    }

    var now: UTCTime { UTCTime(rawValue: milliseconds / 1000) }

    func touch(_ environment: EnvironmentID, on network: NetworkID) {
        touched.environments.insert(environment)
        touched.visibleNetworks.insert(network)
    }

    func touchNetworks(_ network: NetworkID) {
        touched.networks = true
        touched.visibleNetworks.insert(network)
    }

    /// A lease began or ended, so that names on the network answer something else.
    func touchLeases(of network: NetworkID) {
        touched.visibleNetworks.insert(network)
    }

    /// A host came, went or changed.
    func touchHosts(of network: NetworkID) {
        touched.hosts.insert(network)
        touched.visibleNetworks.insert(network)
    }

    /// A machine with that private MAC came (1) or went (-1).
    func touch(privateMAC mac: MACAddress, _ change: Int) {
        touched.privateMACs.append((mac, change))
    }

    /// Something that the clock decides came, went or changed: an environment's end, or a restore.
    func touchAgenda() {
        touched.agenda = true
    }

    func touch(_ changes: [LeaseChange]) {
        touched.leaseChanges += changes
    }
}

/// Who answers for a registry.
package enum RegistryService: Sendable, Hashable {
    /// No server has it: nothing is answered.
    case none
    /// A server answers its names and gives no leases.
    case names
    case namesAndLeases
}

/// What must be told to the lease book and the name server before the answer to a verb leaves.
struct Touched {
    /// Read again after the commit; one that is not there any more is gone.
    var environments: Set<EnvironmentID> = []
    /// Some network was added, changed or removed.
    var networks = false
    /// Networks whose hosts changed.
    var hosts: Set<NetworkID> = []
    /// Private MACs that machines came or went with.
    var privateMACs: [(mac: MACAddress, change: Int)] = []
    /// Leases and resting addresses that changed, in order.
    var leaseChanges: [LeaseChange] = []
    /// Whether the agenda must be read again; it is also when an environment was touched.
    var agenda = false
    /// Networks whose zones have other contents now, so that their serials must grow.
    var visibleNetworks: Set<NetworkID> = []
}
