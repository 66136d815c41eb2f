internal import Addresses
internal import Foundation
internal import GRDB

/// A machine's public side, as the server loads it.
struct BulkMachine {
    let id: MachineID
    let environment: EnvironmentID
    let network: NetworkID
    let mac: MACAddress
    let name: String
    let role: String
    let alias: String

    var interface: LeaseInterface {
        LeaseInterface(mac: mac, machine: id, environment: environment, network: network, role: role)
    }
}

/// An environment, as the server loads it.
struct BulkEnvironment {
    let id: EnvironmentID
    let name: String
    let network: NetworkID
    let origin: String?
}

/// Reads whole tables, each in the order in which it lies on disk.
///
/// A row that does not say what it must say (somebody has written it by hand, past the constraints) is told and skipped.
/// Columns are read by number and without `Codable`: a million machines are read while somebody waits for a restart.
struct BulkReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// How many bad rows are told by name.
    static let badRowLimit = 100

    /// How many machines have a public interface.
    func machineCount() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM public_interface") ?? 0
    }

    /// - Parameter body: called for each environment that is one.
    func forEachEnvironment(_ body: (BulkEnvironment) -> Void, bad: (BadRow) -> Void) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, name, network, origin_name FROM environment ORDER BY id")
        while let row = try rows.next() {
            let id: Int64 = row[0]
            let name: String = row[1]
            do {
                _ = try HostLabel(name)
            } catch {
                bad(BadRow(table: "environment", row: "\(id)", reason: "\"\(name)\" is no host name"))
                continue
            }
            body(
                BulkEnvironment(
                    id: EnvironmentID(rawValue: id), name: name, network: NetworkID(rawValue: row[2]), origin: row[3]))
        }
    }

    /// Joins machines, public interfaces and aliases as three streams in the order of machine ids: that is the order they
    /// lie in, so nothing is looked up.
    func forEachMachine(_ body: (BulkMachine) -> Void, bad: (BadRow) -> Void) throws {
        let machines = try BulkRows(database, sql: "SELECT id, environment, name, role FROM machine ORDER BY id")
        let interfaces = try BulkRows(
            database, sql: "SELECT machine, network, mac FROM public_interface ORDER BY machine")
        let aliases = try BulkRows(
            database, sql: "SELECT machine, name FROM alias WHERE machine IS NOT NULL ORDER BY machine")
        var isMachine = try machines.next()
        var isAlias = try aliases.next()
        while try interfaces.next() {
            let id = interfaces.integer(0)
            while isMachine, machines.integer(0) < id { isMachine = try machines.next() }
            while isAlias, aliases.integer(0) < id { isAlias = try aliases.next() }
            guard isMachine, isAlias, machines.integer(0) == id, aliases.integer(0) == id else {
                bad(BadRow(table: "public_interface", row: "\(id)", reason: "its machine or its alias is not there"))
                continue
            }
            guard let mac = Self.unicast(interfaces.integer(2)) else {
                bad(
                    BadRow(
                        table: "public_interface", row: "\(id)", reason: "\(interfaces.integer(2)) is no unicast MAC"))
                continue
            }
            let name = machines.text(2)
            let label = aliases.text(1)
            guard Self.isLabel(name), Self.isLabel(label) else {
                bad(BadRow(table: "machine", row: "\(id)", reason: "\"\(name)\" or \"\(label)\" is no host name"))
                continue
            }
            body(
                BulkMachine(
                    id: MachineID(rawValue: id), environment: EnvironmentID(rawValue: machines.integer(1)),
                    network: NetworkID(rawValue: interfaces.integer(1)), mac: mac, name: name, role: machines.text(3),
                    alias: label))
        }
    }

    func forEachLease(_ body: (Lease) -> Void, bad: (BadRow) -> Void) throws {
        let rows = try BulkRows(
            database,
            sql:
                "SELECT mac, address, network, machine, state, starts, expires, client_identifier FROM lease ORDER BY mac"
        )
        while try rows.next() {
            guard let lease = Self.lease(rows) else {
                bad(
                    BadRow(table: "lease", row: "\(rows.integer(0))", reason: "its MAC, address, state or time is none")
                )
                continue
            }
            body(lease)
        }
    }

    /// The lease in a row that begins with the columns as they are selected above; `nil` if it is none.
    static func lease(_ rows: BulkRows, withIdentifier: Bool = true) -> Lease? {
        let starts = UTCTime(rawValue: rows.integer(5))
        let expires = UTCTime(rawValue: rows.integer(6))
        guard let mac = unicast(rows.integer(0)), let address = host(rows.integer(1)),
            let state = Int(exactly: rows.integer(4)).flatMap(LeaseState.init(rawValue:)), starts.isOfLease,
            expires.isOfLease
        else { return nil }
        return Lease(
            mac: mac, address: address, network: NetworkID(rawValue: rows.integer(2)),
            machine: rows.isNull(3) ? nil : MachineID(rawValue: rows.integer(3)), state: state,
            starts: starts.rawValue, expires: expires.rawValue, clientIdentifier: withIdentifier ? rows.octets(7) : nil)
    }

    func forEachRestingAddress(_ body: (RestingAddress) -> Void, bad: (BadRow) -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT address, network, until, reason FROM resting_address")
        while let row = try rows.next() {
            guard let address = Self.host(row[0]), let reason = RestingAddress.Reason(rawValue: row[3]) else {
                bad(
                    BadRow(table: "resting_address", row: "\(row[0] as Int64)", reason: "its address or reason is none")
                )
                continue
            }
            body(RestingAddress(address: address, network: NetworkID(rawValue: row[1]), until: row[2], reason: reason))
        }
    }

    func forEachWatch(_ body: (MACAddress, MACWatch) -> Void, bad: (BadRow) -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT mac, held_until, suspect_until FROM mac_watch")
        while let row = try rows.next() {
            guard let mac = Self.unicast(row[0]) else {
                bad(BadRow(table: "mac_watch", row: "\(row[0] as Int64)", reason: "its MAC is none"))
                continue
            }
            body(mac, MACWatch(heldUntil: row[1], suspectUntil: row[2]))
        }
    }

    func forEachRelayInformation(_ body: (MACAddress, [UInt8]) -> Void, bad: (BadRow) -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT mac, information FROM lease_relay")
        while let row = try rows.next() {
            let information: Data = row[1]
            guard let mac = Self.unicast(row[0]), !information.isEmpty else {
                bad(BadRow(table: "lease_relay", row: "\(row[0] as Int64)", reason: "its MAC or information is none"))
                continue
            }
            body(mac, Array(information))
        }
    }

    /// - Parameter networks: those that can be read.
    func forEachHost(
        on networks: [NetworkRecord], _ body: (HostRecord) -> Void, bad: (BadRow) -> Void
    ) throws {
        let cidrs = Dictionary(networks.map { ($0.id, $0.settings.cidr) }) { first, _ in first }
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, network, name, mac, address, created FROM host ORDER BY id")
        while let row = try rows.next() {
            let id: Int64 = row[0]
            let name: String = row[2]
            guard let mac = Self.unicast(row[3]), let address = Self.host(row[4]), Self.isLabel(name) else {
                bad(BadRow(table: "host", row: "\(id)", reason: "its name, MAC or address is none"))
                continue
            }
            let network = NetworkID(rawValue: row[1])
            guard cidrs[network]?.hosts.contains(address) ?? false else {
                bad(BadRow(table: "host", row: "\(id)", reason: "\(address) is no address of its network"))
                continue
            }
            body(
                HostRecord(
                    id: HostID(rawValue: id), network: network, name: name, mac: mac, address: address,
                    created: UTCTime(rawValue: row[5])))
        }
    }

    /// MACs that no guest may have, beside those of public interfaces.
    func machineMACs(of networks: [NetworkRecord], at now: Int64) throws -> MachineMACs {
        let pools = networks.flatMap(\.settings.macPools)
        var privateMACs = MACCounts()
        // In the order of the index, of which nothing else is read.
        let rows = try BulkRows(
            database,
            sql: """
                SELECT private_mac FROM machine INDEXED BY machine_by_private_mac
                WHERE private_mac IS NOT NULL ORDER BY private_mac
                """)
        while try rows.next() {
            if let mac = Self.unicast(rows.integer(0)) { privateMACs.append(mac) }
        }
        var resting: [MACAddress: Int64] = [:]
        let inPools = MachineMACs(pools: pools)
        let old = try Row.fetchCursor(
            database, sql: "SELECT mac, until FROM resting_mac INDEXED BY resting_mac_by_end WHERE until > ?",
            arguments: [now])
        while let row = try old.next() {
            if let mac = Self.unicast(row[0]), !inPools.isPublic(mac, at: now) { resting[mac] = row[1] }
        }
        return MachineMACs(pools: pools, resting: resting, privateMACs: privateMACs)
    }

    /// Networks that can be read, and those that cannot.
    func networks(bad: (BadRow) -> Void) throws -> [NetworkRecord] {
        let transaction = Transaction(database, milliseconds: 0)
        var networks: [NetworkRecord] = []
        for id in try Int64.fetchAll(database, sql: "SELECT id FROM network ORDER BY id") {
            do {
                networks.append(try transaction.network(NetworkID(rawValue: id)))
            } catch let error as DatabaseError {
                throw error
            } catch {
                bad(BadRow(table: "network", row: "\(id)", reason: "its addresses, range or domain are none"))
            }
        }
        return networks
    }

    func findBadRows() throws -> [BadRow] {
        var found: [BadRow] = []
        func note(_ row: BadRow) {
            if found.count < Self.badRowLimit { found.append(row) }
        }
        try forEachHost(on: networks(bad: note), { _ in }, bad: note)
        try forEachEnvironment({ _ in }, bad: note)
        try forEachMachine({ _ in }, bad: note)
        try forEachLease({ _ in }, bad: note)
        try forEachRestingAddress({ _ in }, bad: note)
        try forEachWatch({ _, _ in }, bad: note)
        try forEachRelayInformation({ _, _ in }, bad: note)
        return found
    }

    private static func unicast(_ number: Int64) -> MACAddress? {
        guard let mac = UInt64(exactly: number).flatMap(MACAddress.init(rawValue:)), !mac.isMulticast, mac != .zero
        else {
            return nil
        }
        return mac
    }

    private static func host(_ number: Int64) -> IPv4Address? {
        guard let address = UInt32(exactly: number).map(IPv4Address.init(rawValue:)), address.isUnicastHost else {
            return nil
        }
        return address
    }

    /// What `HostLabel` accepts, without the `String` work that a million names would feel.
    private static func isLabel(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { octets in
            let hyphen = UInt8(ascii: "-")
            guard (1...DomainName.maximumLabelLength).contains(octets.count), octets.first != hyphen,
                octets.last != hyphen
            else { return false }
            // Without a branch for each octet, so that the compiler looks at many at a time.
            var strangers: UInt8 = 0
            for octet in octets {
                let isLetter: UInt8 = (octet | 0x20) &- UInt8(ascii: "a") < 26 ? 1 : 0
                let isDigit: UInt8 = octet &- UInt8(ascii: "0") < 10 ? 1 : 0
                let isHyphen: UInt8 = octet == hyphen ? 1 : 0
                strangers |= (isLetter | isDigit | isHyphen) ^ 1
            }
            return strangers == 0
        }
    }
}
