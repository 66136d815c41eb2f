/// `network list`: every network, by name.
package struct ListNetworks: Verb {
    package static let name = "network list"
    package static let kind = VerbKind.question

    package init() {}

    package func perform(in transaction: Transaction) throws -> [NetworkAnswer] {
        try transaction.networks().map(transaction.answer)
    }
}
