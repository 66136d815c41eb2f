package import Addresses

/// `hypervisor add`: which MACs a hypervisor gives out by itself, so that no pool holds them and no private MAC is drawn
/// from them (R26, R52).
///
/// Machines that have such a MAC already keep it, because the private side does not change (R33); the answer names them.
package struct AddHypervisor: Verb {
    package static let name = "hypervisor add"
    package static let kind = VerbKind.change

    package var hypervisor: String
    package var ranges: [MACRange]

    package init(hypervisor: String, ranges: [MACRange]) {
        self.hypervisor = hypervisor
        self.ranges = ranges
    }

    package func perform(in transaction: Transaction) throws -> HypervisorAnswer {
        let name = try Names.checkLabel(hypervisor, .hypervisor)
        if let other = try transaction.hypervisors().first(where: { Names.areSame($0.name, name) }) {
            throw RegistryError.name(.taken(.hypervisor, name: other.name, environment: nil))
        }
        try HypervisorRules.check(ranges, of: name)
        try transaction.refusePools(in: ranges, of: name)
        let record = try transaction.insertHypervisor(named: name, ranges)
        try transaction.record(Event(kind: .hypervisorAdded, detail: record.summary))
        return try transaction.answer(for: record)
    }
}

extension Transaction {
    /// A hypervisor that gives out MACs of a pool would give a public interface's MAC to somebody else (R60).
    func refusePools(in ranges: [MACRange], of hypervisor: String) throws {
        for network in try networks() {
            for pool in network.settings.macPools {
                guard let range = ranges.first(where: { $0.overlaps(pool) }) else { continue }
                throw RegistryError.hypervisor(
                    .overlapsPool(range, hypervisor: hypervisor, pool: pool, network: network.name))
            }
        }
    }
}
