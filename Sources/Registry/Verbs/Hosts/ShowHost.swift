/// `host show`
package struct ShowHost: Verb {
    package static let name = "host show"
    package static let kind = VerbKind.question

    package var host: String

    package init(host: String) {
        self.host = host
    }

    package func perform(in transaction: Transaction) throws -> HostAnswer {
        try transaction.answer(for: transaction.host(named: host))
    }
}
