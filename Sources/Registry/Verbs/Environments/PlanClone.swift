internal import Addresses
internal import GRDB

/// `clone --plan`: what the clone would be. It changes nothing, and what `clone` would refuse it refuses.
package struct PlanClone: Verb {
    package static let name = "clone plan"
    package static let kind = VerbKind.question

    package var clone: CloneEnvironment

    package init(_ clone: CloneEnvironment) {
        self.clone = clone
    }

    package func perform(in transaction: Transaction) throws -> ClonePlanAnswer {
        let blueprint = try clone.blueprint(in: transaction)
        let network = blueprint.network
        for machine in blueprint.machines {
            try transaction.checkInsertable(machine, into: blueprint.name, on: network)
        }
        let macs = try transaction.nextPublicMACs(of: network, count: blueprint.publicCount)
        guard macs.count == blueprint.publicCount else {
            throw try transaction.exhaustion(of: network, free: macs.count)
        }
        return try ClonePlanAnswer(
            name: blueprint.name, network: network.name, isolation: blueprint.isolation, origin: blueprint.comesFrom,
            machines: machines(of: blueprint, macs, in: transaction),
            snapshots: blueprint.isolation == .customized
                ? []
                : transaction.snapshots(of: blueprint.origin.id).map {
                    PlannedSnapshot(name: $0.name, takenIn: $0.sourceName)
                },
            conflicts: blueprint.isolation == .customized ? [] : transaction.conflictsWithoutIsolation(of: blueprint),
            capacity: transaction.capacity(for: blueprint))
    }

    private func machines(
        of blueprint: CloneBlueprint, _ macs: [MACAddress], in transaction: Transaction
    ) throws -> [PlannedMachine] {
        var macs = macs[...]
        return try blueprint.machines.map { machine in
            var planned = PlannedMachine(
                name: machine.name, originalName: machine.originalName, role: machine.role,
                domainController: machine.isDomainController, private: try transaction.privateInterface(of: machine),
                public: nil)
            guard !machine.isDomainController, let mac = macs.popFirst(),
                let pool = blueprint.network.settings.macPools.first(where: { $0.contains(mac) })
            else { return planned }
            planned.public = PlannedPublicInterface(macPool: pool, domain: blueprint.network.settings.domain)
            return planned
        }
    }
}

extension Transaction {
    fileprivate func capacity(for blueprint: CloneBlueprint) throws -> CloneCapacity {
        let network = blueprint.network
        let (macs, addresses) = try (macUse(of: network), addressUse(of: network))
        let needed = blueprint.publicCount
        let nextAddress = try UTCTime.fetchOne(
            database,
            sql: "SELECT min(until) FROM resting_address WHERE address BETWEEN ? AND ? AND until > ?",
            arguments: [network.settings.range.first, network.settings.range.last, now])
        let awaited = try count(
            """
            public_interface
            WHERE network = ? AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.mac = public_interface.mac)
            """, [network.id])
        return CloneCapacity(
            macs: macs, macsNeeded: needed, nextMACFree: try nextMACFree(of: network), addresses: addresses,
            addressesNeeded: needed, addressesAwaited: awaited, nextAddressFree: nextAddress,
            clones: needed == 0 ? nil : min(macs.free, max(0, addresses.free - awaited)) / needed)
    }
}
