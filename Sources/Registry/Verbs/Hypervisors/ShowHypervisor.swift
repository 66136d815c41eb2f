/// `hypervisor show`: a hypervisor's ranges, and the machines whose private MAC lies in them.
package struct ShowHypervisor: Verb {
    package static let name = "hypervisor show"
    package static let kind = VerbKind.question

    package var hypervisor: String

    package init(hypervisor: String) {
        self.hypervisor = hypervisor
    }

    package func perform(in transaction: Transaction) throws -> HypervisorAnswer {
        try transaction.answer(for: transaction.hypervisor(named: hypervisor))
    }
}
