internal import Addresses

/// Every MAC that is registered or has a lease, found by MAC and by address in constant time.
///
/// Rows stand in one array and are named by their number; two `RowIndex`s lead to them. An address is held by at most
/// one row.
struct LeaseRows {
    /// The number of no row.
    static let none = UInt32.max

    private var rows: [LeaseRow] = []
    private var unused: [UInt32] = []
    private var byMAC: RowIndex
    private var byAddress: RowIndex
    /// The first row of each environment's chain.
    private var firstOfEnvironment: [EnvironmentID: UInt32] = [:]

    init(minimumCapacity: Int) {
        rows.reserveCapacity(minimumCapacity)
        byMAC = RowIndex(minimumCapacity: minimumCapacity)
        byAddress = RowIndex(minimumCapacity: minimumCapacity)
    }

    func interface(of mac: MACAddress) -> KnownInterface? {
        guard let number = find(mac) else { return nil }
        let row = rows[Int(number)]
        guard row.isInterface else { return nil }
        return KnownInterface(
            machine: MachineID(rawValue: row.machine), network: row.network, role: row.role, lease: row.lease)
    }

    func lease(of mac: MACAddress) -> Lease? {
        find(mac).flatMap { rows[Int($0)].lease }
    }

    func lease(at address: IPv4Address) -> Lease? {
        find(address).flatMap { rows[Int($0)].lease }
    }

    func isKnown(_ mac: MACAddress) -> Bool {
        find(mac) != nil
    }

    func isHeld(_ address: IPv4Address) -> Bool {
        find(address) != nil
    }

    /// Every lease, in no order.
    var leases: some Sequence<Lease> {
        rows.lazy.compactMap(\.lease)
    }

    /// Sets or ends the MAC's lease. The address must not be another MAC's.
    mutating func setLease(_ lease: Lease?, of mac: MACAddress) {
        guard lease != nil || find(mac) != nil else { return }
        let number = row(for: mac)
        let index = Int(number)
        let old = rows[index].state == nil ? nil : rows[index].address
        if let old, old != lease?.address {
            byAddress.remove(number, Self.hash(old)) { [rows] in Self.hash(rows[Int($0)].address) }
        }
        rows[index].lease = lease
        if let lease, old != lease.address {
            byAddress.insert(number, Self.hash(lease.address)) { [rows] in Self.hash(rows[Int($0)].address) }
        }
        discardIfUnused(number)
    }

    func expiryBucket(of mac: MACAddress) -> UInt16? {
        find(mac).flatMap { rows[Int($0)].expiryBucket }
    }

    mutating func setExpiryBucket(_ bucket: UInt16?, of mac: MACAddress) {
        guard let number = find(mac) else { return }
        rows[Int(number)].expiryBucket = bucket
    }

    /// Gives each lease its place in the `ExpiryWheel`.
    mutating func setExpiryBuckets(_ place: (_ mac: MACAddress, _ end: Int64) -> UInt16?) {
        for index in rows.indices where rows[index].state == .bound {
            rows[index].expiryBucket = place(rows[index].mac, rows[index].expires)
        }
    }

    /// Adds a lease unless its MAC or its address has one already: the way to load many.
    mutating func load(_ lease: Lease) {
        let number = row(for: lease.mac)
        guard rows[Int(number)].state == nil else { return }
        let holder = byAddress.insert(
            number, Self.hash(lease.address), unless: { [rows] in rows[Int($0)].address == lease.address },
            hashOfRow: { [rows] in Self.hash(rows[Int($0)].address) })
        guard holder == nil else { return discardIfUnused(number) }
        rows[Int(number)].lease = lease
    }

    /// Adds a registered interface; a MAC that is one already keeps what it was.
    ///
    /// - Parameter role: the number of its role.
    /// - Returns: the lease that its MAC has.
    @discardableResult
    mutating func add(_ interface: LeaseInterface, role: UInt16) -> Lease? {
        let number = row(for: interface.mac)
        let index = Int(number)
        guard !rows[index].isInterface else { return rows[index].lease }
        rows[index].isInterface = true
        rows[index].hasMachine = true
        rows[index].machine = interface.machine.rawValue
        rows[index].network = interface.network
        rows[index].role = role
        rows[index].nextInEnvironment =
            firstOfEnvironment.updateValue(number, forKey: interface.environment) ?? Self.none
        return rows[index].lease
    }

    /// Every machine is told what its network says.
    mutating func forgetRoles() {
        for index in rows.indices { rows[index].role = ReplyOptionsBook.noRole }
    }

    /// Takes an environment's interfaces out. Their leases must have been ended.
    mutating func removeInterfaces(of environment: EnvironmentID) {
        var number = firstOfEnvironment.removeValue(forKey: environment) ?? Self.none
        while number != Self.none {
            let next = rows[Int(number)].nextInEnvironment
            rows[Int(number)].isInterface = false
            rows[Int(number)].nextInEnvironment = Self.none
            discardIfUnused(number)
            number = next
        }
    }

    /// The MACs of an environment's interfaces.
    func interfaces(of environment: EnvironmentID) -> [MACAddress] {
        var macs: [MACAddress] = []
        var number = firstOfEnvironment[environment] ?? Self.none
        while number != Self.none {
            macs.append(rows[Int(number)].mac)
            number = rows[Int(number)].nextInEnvironment
        }
        return macs
    }

    private func find(_ mac: MACAddress) -> UInt32? {
        byMAC.find(Self.hash(mac)) { rows[Int($0)].mac == mac }
    }

    private func find(_ address: IPv4Address) -> UInt32? {
        byAddress.find(Self.hash(address)) { rows[Int($0)].address == address }
    }

    /// The MAC's row, made if there is none.
    private mutating func row(for mac: MACAddress) -> UInt32 {
        let number = unused.last ?? UInt32(rows.count)
        let known = byMAC.insert(
            number, Self.hash(mac), unless: { [rows] in rows[Int($0)].mac == mac },
            hashOfRow: { [rows] in Self.hash(rows[Int($0)].mac) })
        if let known { return known }
        if unused.popLast() != nil {
            rows[Int(number)] = LeaseRow(mac: mac)
        } else {
            rows.append(LeaseRow(mac: mac))
        }
        return number
    }

    private mutating func discardIfUnused(_ number: UInt32) {
        guard rows[Int(number)].isUnused else { return }
        byMAC.remove(number, Self.hash(rows[Int(number)].mac)) { [rows] in Self.hash(rows[Int($0)].mac) }
        unused.append(number)
    }

    private static func hash(_ mac: MACAddress) -> UInt64 {
        RowIndex.hash(mac.rawValue)
    }

    private static func hash(_ address: IPv4Address) -> UInt64 {
        RowIndex.hash(UInt64(address.rawValue))
    }
}
