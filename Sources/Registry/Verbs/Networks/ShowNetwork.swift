/// `network show`: a network, and how much of it is in use, free and resting.
package struct ShowNetwork: Verb {
    package static let name = "network show"
    package static let kind = VerbKind.question

    package var network: String

    package init(network: String) {
        self.network = network
    }

    package func perform(in transaction: Transaction) throws -> NetworkAnswer {
        try transaction.answer(for: transaction.network(named: network))
    }
}
