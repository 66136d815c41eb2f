/// `hypervisor remove`: its ranges may be used again.
package struct RemoveHypervisor: Verb {
    package static let name = "hypervisor remove"
    package static let kind = VerbKind.change

    package var hypervisor: String

    package init(hypervisor: String) {
        self.hypervisor = hypervisor
    }

    package func perform(in transaction: Transaction) throws -> RemovalAnswer {
        let record = try transaction.hypervisor(named: hypervisor)
        try transaction.deleteHypervisor(record)
        try transaction.record(Event(kind: .hypervisorRemoved, detail: record.summary))
        return RemovalAnswer(name: record.name)
    }
}
