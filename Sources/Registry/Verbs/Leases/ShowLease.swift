/// `lease show`: the lease of an address or a MAC.
package struct ShowLease: Verb {
    package static let name = "lease show"
    package static let kind = VerbKind.question

    package var key: LeaseKey

    package init(key: LeaseKey) {
        self.key = key
    }

    package func perform(in transaction: Transaction) throws -> LeaseAnswer {
        guard let record = try transaction.lease(key) else { throw RegistryError.lookup(.noLease(key)) }
        return LeaseAnswer(record, at: transaction.now)
    }
}
