package import Foundation

/// A verb whose answer is wanted as JSON, by whoever only prints or forwards it.
package struct InJSON<V: Verb>: Verb {
    package static var name: String { V.name }
    package static var kind: VerbKind { V.kind }

    private let verb: V

    package init(_ verb: V) {
        self.verb = verb
    }

    package func perform(in transaction: Transaction) throws -> Data {
        if let list = verb as? any ListVerb { return try list.json(in: transaction) }
        return try RegistryJSON.encode(verb.perform(in: transaction))
    }
}

/// A verb whose answer may be a list of a hundred thousand.
protocol ListVerb: Verb {
    /// The answer as JSON, octet for octet what its encoding would be, written while the rows are read.
    func json(in transaction: Transaction) throws -> Data
}
