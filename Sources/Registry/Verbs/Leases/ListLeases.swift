internal import GRDB

/// `lease list`: every tie of an address to a MAC, by address; those of one environment if it is named.
package struct ListLeases: Verb {
    package static let name = "lease list"
    package static let kind = VerbKind.question

    package var environment: String?
    /// In JSON, only what a table shows; `nil`: everything.
    package var isBrief: Bool?

    package init(environment: String? = nil, isBrief: Bool? = nil) {
        self.environment = environment
        self.isBrief = isBrief
    }

    package func perform(in transaction: Transaction) throws -> [LeaseAnswer] {
        let (condition, arguments) = try selection(in: transaction)
        return try transaction.leases(condition, arguments).map { LeaseAnswer($0, at: transaction.now) }
    }

    func selection(in transaction: Transaction) throws -> (condition: String, arguments: StatementArguments) {
        guard let environment else { return ("", []) }
        return try ("WHERE machine.environment = ?", [transaction.environment(named: environment).id])
    }
}
