package import Foundation
package import Registry

/// Whoever performs verbs for the owner's socket: JSON in, JSON out.
package protocol VerbPerformer: Sendable {
    /// - Parameters:
    ///   - verb: the verb's name, as in the path of the request.
    ///   - body: the verb's value.
    /// - Returns: the answer's value.
    func perform(verb: String, body: Data) async throws(RegistryError) -> Data
}
