/// `hypervisor list`: every hypervisor, by name.
package struct ListHypervisors: Verb {
    package static let name = "hypervisor list"
    package static let kind = VerbKind.question

    package init() {}

    package func perform(in transaction: Transaction) throws -> [HypervisorAnswer] {
        try transaction.hypervisors().map(transaction.answer)
    }
}
