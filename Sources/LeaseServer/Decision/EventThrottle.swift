internal import Addresses
internal import Registry

/// Keeps evidence from being written once a packet: the same thing about the same machine once in a while.
///
/// Beginnings and ends of machines' leases are always let through; they are few by nature. A guest's are told once a
/// minute for each MAC: there cannot be more MACs than addresses in the guest range until their rest is over, so that
/// neither one guest that comes and goes nor a thousand that are made up can write without end.
struct EventThrottle {
    private struct Key: Hashable {
        var kind: LeaseEvent.Kind
        var mac: MACAddress?
        var network: NetworkID?
        var address: IPv4Address?
        /// What guests do never keeps quiet what a machine does.
        var isMachine = true
    }

    /// When each kind of evidence may be written again, in seconds UTC.
    private var quietUntil: [Key: Int64] = [:]
    /// What the batch has changed, as it was before: a copy of everything would be one for each batch.
    private var journal: [(key: Key, until: Int64?)] = []

    /// The machines are registered ones, but they choose the addresses they ask for; guests choose their MACs.
    private static let limit = 8192

    /// Changes from here on can be rolled back.
    mutating func begin() {
        journal.removeAll(keepingCapacity: true)
    }

    /// What was admitted since `begin` was not written.
    mutating func rollback() {
        for change in journal.reversed() { quietUntil[change.key] = change.until }
        journal.removeAll(keepingCapacity: true)
    }

    /// Whether the event is to be kept.
    mutating func admits(_ event: LeaseEvent, at now: Int64) -> Bool {
        guard let (key, seconds) = Self.key(of: event) else { return true }
        if let until = quietUntil[key], until > now { return false }
        if quietUntil.count >= Self.limit {
            quietUntil = quietUntil.filter { $0.value > now }
            guard quietUntil.count < Self.limit else { return false }
        }
        journal.append((key, quietUntil.updateValue(now + seconds, forKey: key)))
        return true
    }

    /// What counts as the same, and for how many seconds; `nil` for what is always kept.
    private static func key(of event: LeaseEvent) -> (Key, Int64)? {
        guard event.machine != nil || event.kind == .privateMAC else { return keyOfGuest(event) }
        return switch event.kind {
        case .leaseBegan, .leaseExpired, .leaseReleased, .leaseDeclined, .leaseTakenOver: nil
        case .wrongNetwork, .foreignServer, .sharedIdentifier, .sharedName, .updateRefused, .macMoved, .privateMAC:
            (Key(kind: event.kind, mac: event.mac, network: event.network), 3600)
        case .rangeExhausted: (Key(kind: event.kind, network: event.network), 3600)
        case .duplicateMAC, .heldMAC: (Key(kind: event.kind, mac: event.mac), 60)
        case .requestRefused, .addressInUse, .staleAddress:
            (Key(kind: event.kind, mac: event.mac, network: event.network, address: event.address), 600)
        }
    }

    /// The same for guests, and for hosts, who are few. What a guest does to its network is one thing, whatever MAC it
    /// says it has.
    private static func keyOfGuest(_ event: LeaseEvent) -> (Key, Int64)? {
        switch event.kind {
        // Counted where it is decided (R15): each costs an address its rest.
        case .leaseDeclined: nil
        case .leaseBegan, .leaseExpired, .leaseReleased, .leaseTakenOver:
            (Key(kind: event.kind, mac: event.mac, network: event.network, isMachine: false), 60)
        case .wrongNetwork, .privateMAC, .sharedIdentifier, .sharedName, .updateRefused, .macMoved:
            (Key(kind: event.kind, mac: event.mac, network: event.network, isMachine: false), 3600)
        case .duplicateMAC, .heldMAC: (Key(kind: event.kind, mac: event.mac, isMachine: false), 60)
        case .foreignServer, .rangeExhausted:
            (Key(kind: event.kind, network: event.network, isMachine: false), 3600)
        case .requestRefused, .addressInUse, .staleAddress:
            (Key(kind: event.kind, network: event.network, address: event.address, isMachine: false), 600)
        }
    }
}
