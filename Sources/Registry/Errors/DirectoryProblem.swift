package import Addresses

/// Why an environment cannot have that directory, or cannot be cloned because of the one it has.
package enum DirectoryProblem: Codable, Sendable, Equatable {
    /// R92: machines are joined to a domain outside, which has one entry for all of their clones.
    case joinedOutside(environment: String, domain: DomainName)
    /// R86: the directory inside is tied to others outside.
    case trustsOutside(environment: String, domains: [DomainName])
    /// The domain inside was named as one that is outside.
    case insideIsOutside(DomainName)
    /// A trust of a directory that is not there.
    case noController(environment: String)

    package var code: String {
        switch self {
        case .joinedOutside: "outside-domain"
        case .trustsOutside: "outside-trust"
        case .insideIsOutside: "domain-inside"
        case .noController: "no-domain-controller"
        }
    }
}
