package import Addresses
internal import GRDB

/// What a machine that goes leaves behind: until when its MAC and its address rest.
package struct Rest: Codable, Hashable, Sendable {
    package var machine: String
    @ExplicitNull package var mac: MACAddress?
    @ExplicitNull package var macUntil: UTCTime?
    @ExplicitNull package var address: IPv4Address?
    @ExplicitNull package var addressUntil: UTCTime?
}

/// The end of a machine: everything goes in the transaction that ends them (R17).
extension Transaction {
    /// Takes a machine out. Its alias stays taken for ever; its MAC and address rest for as long as somebody may believe
    /// in them.
    func deleteMachine(
        _ machine: MachineRecord, of environment: EnvironmentRecord, on network: NetworkRecord
    ) throws -> Rest {
        var rest = Rest(machine: machine.identity.name)
        let until = end(ofRestAfter: machine.lease?.expires ?? 0, leaseSeconds: network.settings.leaseSeconds)
        if let lease = machine.lease {
            let record = LeaseRecord(
                lease: lease, network: network.id, networkName: network.name,
                domain: network.settings.domain.description,
                leaseSeconds: network.settings.leaseSeconds, environment: environment.name,
                machine: machine.identity.name, alias: machine.alias, host: nil)
            try end(record, .deleted, until: until)
            rest.address = lease.address
            rest.addressUntil = until
        }
        try database.execute(sql: "DELETE FROM machine WHERE id = ?", arguments: [machine.id])
        if let mac = machine.identity.privateMAC { touch(privateMAC: mac, -1) }
        if let mac = machine.publicMAC {
            // What was said of the MAC was said of this machine.
            if try watch(of: mac) != nil { try applyLeaseChanges([.watch(mac, nil)]) }
            try self.rest(mac, until: until)
            rest.mac = mac
            rest.macUntil = until
        }
        try record(
            Event(
                kind: .machineRemoved, network: network.name, environment: environment.name,
                machine: machine.identity.name, mac: machine.publicMAC, alias: machine.alias,
                detail: machine.identity.privateAddress?.description,
                privateAddress: machine.identity.privateAddress, privateMAC: machine.identity.privateMAC))
        return rest
    }

    /// When nobody can believe any more in what ends now: a lease's length, or what else remembers it, after its end, or
    /// after now.
    func end(ofRestAfter expires: Int64, leaseSeconds: Int64) -> UTCTime {
        max(now, UTCTime(rawValue: expires))
            .adding(seconds: NetworkSettings.restSeconds(afterLeaseOf: leaseSeconds))
    }

    /// Makes changes to leases in the database, and notes them for the lease book.
    func applyLeaseChanges(_ changes: [LeaseChange]) throws {
        let statements = try LeaseStatements(database)
        for change in changes {
            try statements.execute(change, milliseconds: milliseconds)
        }
        touch(changes)
    }
}
