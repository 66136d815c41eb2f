package import Addresses

/// `hypervisor set`: other MAC ranges in place of those it had.
package struct SetHypervisor: Verb {
    package static let name = "hypervisor set"
    package static let kind = VerbKind.change

    package var hypervisor: String
    package var ranges: [MACRange]

    package init(hypervisor: String, ranges: [MACRange]) {
        self.hypervisor = hypervisor
        self.ranges = ranges
    }

    package func perform(in transaction: Transaction) throws -> HypervisorAnswer {
        let old = try transaction.hypervisor(named: hypervisor)
        try HypervisorRules.check(ranges, of: old.name)
        try transaction.refusePools(in: ranges, of: old.name)
        let record = try transaction.replaceRanges(of: old, by: ranges)
        try transaction.record(Event(kind: .hypervisorChanged, detail: record.summary))
        return try transaction.answer(for: record)
    }
}
