/// `host list`: every host, by name; those of one network if it is named.
package struct ListHosts: Verb {
    package static let name = "host list"
    package static let kind = VerbKind.question

    package var network: String?

    package init(network: String? = nil) {
        self.network = network
    }

    package func perform(in transaction: Transaction) throws -> [HostAnswer] {
        let hosts =
            try network.map { try transaction.hosts(of: transaction.network(named: $0).id) } ?? transaction.hosts()
        return try hosts.map { try transaction.answer(for: $0) }
    }
}
