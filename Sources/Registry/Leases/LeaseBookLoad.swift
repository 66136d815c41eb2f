internal import Addresses

/// Everything that a lease book is to hold, while it comes in, in any order.
struct LeaseBookLoad {
    let networks: [LeaseNetwork]
    let replyOptions: ReplyOptionsBook
    private(set) var rows: LeaseRows
    private(set) var resting: [IPv4Address: RestingAddress] = [:]
    var watches: [MACAddress: MACWatch] = [:]
    var relayInformation: [MACAddress: [UInt8]] = [:]
    var hosts = LeaseHosts()
    var machineMACs = MachineMACs()

    /// - Parameter machineCount: about how many interfaces and leases will come.
    init(networks: [LeaseNetwork], machineCount: Int = 0) {
        self.networks = networks
        replyOptions = ReplyOptionsBook(networks)
        rows = LeaseRows(minimumCapacity: machineCount)
    }

    /// A public interface; of two with one MAC the first counts.
    ///
    /// - Returns: the lease that its MAC has, if that was added before.
    @discardableResult
    mutating func add(_ interface: LeaseInterface) -> Lease? {
        rows.add(interface, role: replyOptions.number(of: interface.role, in: interface.network))
    }

    /// A row of the table; of two with one MAC or address the first counts.
    mutating func add(_ lease: Lease) {
        rows.load(lease)
    }

    /// A row of the table; of two with one address the first counts.
    mutating func add(_ address: RestingAddress) {
        if resting[address.address] == nil { resting[address.address] = address }
    }
}
