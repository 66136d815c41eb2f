internal import GRDB

/// `restore --confirm`: these machines have their own MACs again.
///
/// That is what somebody says, so it makes no machine right; what they are then seen to do does. But they may still believe
/// in the original's addresses, so they are given short leases for a while and soon ask again (R19).
package struct ConfirmRestore: Verb {
    package static let name = "restore confirm"
    package static let kind = VerbKind.change

    package var environment: String
    package var machines: [String]

    package init(environment: String, machines: [String]) {
        self.environment = environment
        self.machines = machines
    }

    package func perform(in transaction: Transaction) throws -> RestoreStatusAnswer {
        let record = try transaction.environment(named: environment)
        let restore = try transaction.openRestore(of: record)
        for name in machines {
            let machine = try transaction.machine(named: name, of: record)
            guard let journal = restore.machine(named: name), let mac = machine.publicMAC else {
                throw RegistryError.restore(
                    .notRolledBack(
                        machine: machine.identity.name, environment: record.name,
                        machines: restore.machines.prefix(8).map(\.name)))
            }
            try transaction.database.execute(
                sql: "UPDATE restore_machine SET confirmed = ? WHERE environment = ? AND name = ?",
                arguments: [transaction.now, record.id, journal.name])
            var watch = try transaction.watch(of: mac) ?? MACWatch()
            watch.suspectUntil = transaction.now.adding(seconds: WatchMAC.defaultKickSeconds).rawValue
            try transaction.applyLeaseChanges([.watch(mac, watch)])
            if journal.confirmed == nil {
                try transaction.record(
                    Event(
                        kind: .restoreConfirmed, environment: record.name, machine: machine.identity.name, mac: mac,
                        alias: machine.alias, detail: restore.snapshot))
            }
        }
        return try transaction.restoreStatus(of: record)
    }
}
