internal import Addresses
internal import GRDB

/// A kind of line in the history. What the lease server sees has kinds of its own (`LeaseEvent.Kind`).
enum EventKind: String {
    case networkAdded = "network.added"
    case networkChanged = "network.changed"
    case networkRemoved = "network.removed"
    case environmentCreated = "environment.created"
    case environmentCloned = "environment.cloned"
    case environmentRenamed = "environment.renamed"
    case environmentDeleted = "environment.deleted"
    /// The time that was given with `--until` is nearly over, or over: then it is deleted.
    case environmentExpiring = "environment.expiring"
    case environmentExpired = "environment.expired"
    /// A machine began to have its MAC and its alias.
    case machineAdded = "machine.added"
    /// It has another role, which is the detail.
    case machineChanged = "machine.changed"
    /// It ceased to have them.
    case machineRemoved = "machine.removed"
    /// A host began to have its name, address and MAC. A host's events have its name where a machine's have the alias.
    case hostAdded = "host.added"
    case hostChanged = "host.changed"
    case hostRemoved = "host.removed"
    /// A hypervisor's ranges; `detail` has its name and all of them.
    case hypervisorAdded = "hypervisor.added"
    case hypervisorChanged = "hypervisor.changed"
    case hypervisorRemoved = "hypervisor.removed"
    /// An environment began to use something outside, or ceased to.
    case dependencyAdded = "dependency.added"
    case dependencyRemoved = "dependency.removed"
    /// What is known of an environment's directory.
    case directoryChanged = "directory.changed"
    case snapshotTaken = "snapshot.taken"
    case snapshotDeleted = "snapshot.deleted"
    /// Somebody asked what a restore needs, and was about to do it.
    case restorePlanned = "restore.planned"
    case restoreBegan = "restore.began"
    /// Somebody said that a machine has its own MAC again.
    case restoreConfirmed = "restore.confirmed"
    /// Every machine is right again, or somebody said that it is over; the detail tells the seconds it took.
    case restoreEnded = "restore.ended"
    /// It was given up, or another one was begun in its place.
    case restoreCancelled = "restore.cancelled"
    /// The registry ended a lease: its machine was deleted, it was released by hand, or its network changed.
    case leaseEnded = "lease.ended"
    /// `check --repair` has put something right.
    case registryRepaired = "registry.repaired"
}

/// One line of history.
struct Event {
    var kind: EventKind
    var network: String?
    var environment: String?
    var machine: String?
    var mac: MACAddress?
    var address: IPv4Address?
    var alias: String?
    var detail: String?
    /// What a machine is inside: by that it is found when it is gone.
    var privateAddress: IPv4Address?
    var privateMAC: MACAddress?
}

extension Transaction {
    func record(_ event: Event) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO event (at, kind, network, environment, machine, mac, address, alias, detail,
                    private_address, private_mac)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            milliseconds, event.kind.rawValue, event.network, event.environment, event.machine, event.mac,
            event.address, event.alias, event.detail, event.privateAddress, event.privateMAC,
        ])
    }
}
