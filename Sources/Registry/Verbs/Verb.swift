/// Whether a verb may write.
package enum VerbKind: Sendable {
    /// Performed by the writer, in one immediate transaction: complete or absent.
    case change
    /// Performed on a connection that reads, beside the writer.
    case question
}

/// One change or question as a value, with its answer as a value.
///
/// The command line, the owner's socket and whatever comes later are thin coats over verbs. An answer's `Codable` form is
/// the command's `--json`.
package protocol Verb: Codable, Sendable {
    associatedtype Answer: Codable & Sendable

    /// The command's own words: `network add`.
    static var name: String { get }
    static var kind: VerbKind { get }

    /// - Throws: `RegistryError`; any other error is the storage's, and is translated by whoever performs the verb.
    func perform(in transaction: Transaction) throws -> Answer
}
