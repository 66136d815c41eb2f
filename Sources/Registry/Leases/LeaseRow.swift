internal import Addresses

/// What the lease server keeps of one MAC: its public interface, its lease, or both, in 72 octets.
struct LeaseRow {
    var mac: MACAddress
    /// Set by the interface, or by the lease of a MAC that is no registered interface.
    var machine: MachineID.RawValue
    /// The interface's network.
    var network: NetworkID
    /// The next row of the same environment, `LeaseRows.none` at its end.
    var nextInEnvironment: UInt32
    /// The number of its role in the book's `ReplyOptionsBook`.
    var role: UInt16
    /// Where the `ExpiryWheel` has the MAC.
    var expiryBucket: UInt16?
    var isInterface: Bool
    var hasMachine: Bool

    /// What follows has a meaning only while there is a state.
    var state: LeaseState?
    var address: IPv4Address
    var leaseNetwork: NetworkID
    var starts: Int64
    var expires: Int64
    var clientIdentifier: [UInt8]?

    init(mac: MACAddress) {
        self.mac = mac
        machine = 0
        network = NetworkID(rawValue: 0)
        nextInEnvironment = LeaseRows.none
        role = ReplyOptionsBook.noRole
        isInterface = false
        hasMachine = false
        address = .any
        leaseNetwork = network
        starts = 0
        expires = 0
    }

    var isUnused: Bool { !isInterface && state == nil }

    var lease: Lease? {
        get {
            guard let state else { return nil }
            return Lease(
                mac: mac, address: address, network: leaseNetwork,
                machine: hasMachine ? MachineID(rawValue: machine) : nil,
                state: state, starts: starts, expires: expires, clientIdentifier: clientIdentifier)
        }
        set {
            state = newValue?.state
            address = newValue?.address ?? .any
            leaseNetwork = newValue?.network ?? network
            starts = newValue?.starts ?? 0
            expires = newValue?.expires ?? 0
            clientIdentifier = newValue?.clientIdentifier
            if !isInterface {
                hasMachine = newValue?.machine != nil
                machine = newValue?.machine?.rawValue ?? 0
            }
        }
    }
}
