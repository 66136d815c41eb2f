internal import Addresses

/// What the registry has seen of a machine, as far as its state depends on it.
struct MachineFacts: Hashable {
    var environment: String
    var name: String
    var isDomainController: Bool
    /// `nil`: it has no public interface.
    var mac: MACAddress?
    /// What the MAC was last promised, live or not.
    var lease: Lease?
    /// What was seen of conflicts, in any order, also before the lease.
    var sightings: [ConflictSighting] = []
    var watch: MACWatch?
    /// The environment whose restore holds the MAC.
    var heldFor: String?
    /// The restore that is open, if it has rolled this machine back.
    var restore: RestoredMachineFacts?
}

/// One piece of evidence that the machine's address or MAC is not its alone.
struct ConflictSighting: Hashable {
    var kind: LeaseEvent.Kind
    /// Seconds UTC.
    var at: Int64
    var address: IPv4Address?
    /// Whether this machine is the one that uses what is another's.
    var isCulprit: Bool
    /// The other side: `shop-qa1/web-server`, or a MAC.
    var other: String?

    /// What says that a machine cannot be told apart, or cannot use what it was given. Clones that share a client
    /// identifier, or that ask for the original's address and are refused it, are what this server is for.
    static let kinds: [LeaseEvent.Kind] = [.duplicateMAC, .staleAddress, .addressInUse, .leaseDeclined, .foreignServer]
}

/// What the journal and the history say of a machine while its environment is restored.
struct RestoredMachineFacts: Hashable {
    var snapshot: String
    /// The MAC that the snapshot brought back.
    var rolledBack: MACAddress
    /// Whether that is another machine's, and held.
    var holds: Bool
    /// Milliseconds UTC.
    var began: Int64
    /// Seconds UTC: from then on waiting is of no use, and the holds are over.
    var holdUntil: Int64
    /// When the lease of its own MAC had begun or was last renewed when the restore began.
    var leaseStartsBefore: Int64?
    /// When somebody was last seen with the rolled-back MAC who should not have been; milliseconds UTC.
    var rolledBackSeen: Int64?

    /// For how long it counts that somebody asked with the rolled-back MAC, in seconds. A machine that still has it asks again
    /// and again, which is written down once a minute; its owner, started anew meanwhile, looks the same and is not.
    static let sightingMemory: Int64 = 120

    /// Whether the machine has been seen with its own MAC since the restore began, and nobody with the other after that.
    func isRight(_ lease: Lease?, at now: Int64) -> Bool {
        guard let lease, lease.state == .bound, lease.starts >= began / 1000, lease.starts != leaseStartsBefore else {
            return false
        }
        guard let seen = rolledBackSeen.map({ $0 / 1000 }) else { return true }
        return seen <= lease.starts || seen <= now - Self.sightingMemory
    }
}
