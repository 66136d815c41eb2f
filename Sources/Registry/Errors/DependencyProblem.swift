/// Why an environment cannot have a dependency as it was asked for.
package enum DependencyProblem: Codable, Sendable, Equatable {
    /// It is a machine of the environment: what is inside is cloned along, and every clone has its own.
    case inside(host: String, machine: String, environment: String)
    case noteUnfit(text: String, flaw: NameFlaw)
    case tooMany(environment: String, limit: Int)

    package var code: String {
        switch self {
        case .inside: "dependency-inside"
        case .noteUnfit: "bad-note"
        case .tooMany: "too-many-dependencies"
        }
    }
}
