/// Why the registry refused, with the values a person needs to put it right.
///
/// Values, not sentences: the command writes the sentence (`Sources/Namesake/Messages`), programs read `code`. It is
/// `Codable` because a verb may be performed by another process, the owner.
package enum RegistryError: Error, Codable, Sendable, Equatable {
    case file(FileProblem)
    case name(NameProblem)
    case network(NetworkProblem)
    case option(OptionProblem)
    case macPool(MACPoolProblem)
    case machine(MachineProblem)
    case directory(DirectoryProblem)
    case environment(EnvironmentProblem)
    case restore(RestoreProblem)
    case host(HostProblem)
    case hypervisor(HypervisorProblem)
    case dependency(DependencyProblem)
    case lookup(LookupProblem)
    case request(RequestProblem)

    /// A word for programs. It never changes once it was released.
    package var code: String {
        switch self {
        case .file(let problem): problem.code
        case .name(let problem): problem.code
        case .network(let problem): problem.code
        case .option(let problem): problem.code
        case .macPool(let problem): problem.code
        case .machine(let problem): problem.code
        case .directory(let problem): problem.code
        case .environment(let problem): problem.code
        case .restore(let problem): problem.code
        case .host(let problem): problem.code
        case .hypervisor(let problem): problem.code
        case .dependency(let problem): problem.code
        case .lookup(let problem): problem.code
        case .request(let problem): problem.code
        }
    }
}
