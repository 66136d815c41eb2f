internal import GRDB

/// `lease list`: every tie of an address to a MAC, by address; those of one environment if it is named.
package struct ListLeases: Verb {
    package static let name = "lease list"
    package static let kind = VerbKind.question

    package var environment: String?

    package init(environment: String? = nil) {
        self.environment = environment
    }

    package func perform(in transaction: Transaction) throws -> [LeaseAnswer] {
        let records: [LeaseRecord]
        if let environment {
            let id = try transaction.environment(named: environment).id
            records = try transaction.leases("WHERE machine.environment = ?", [id])
        } else {
            records = try transaction.leases()
        }
        return records.map { LeaseAnswer($0, at: transaction.now) }
    }
}
