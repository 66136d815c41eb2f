internal import Registry

extension RegistryError {
    /// What happened, with the values, and what to do next: one sentence for standard error.
    var sentence: String {
        switch self {
        case .file(let problem): problem.sentence
        case .name(let problem): problem.sentence
        case .network(let problem): problem.sentence
        case .option(let problem): problem.sentence
        case .macPool(let problem): problem.sentence
        case .machine(let problem): problem.sentence
        case .directory(let problem): problem.sentence
        case .environment(let problem): problem.sentence
        case .restore(let problem): problem.sentence
        case .host(let problem): problem.sentence
        case .hypervisor(let problem): problem.sentence
        case .dependency(let problem): problem.sentence
        case .lookup(let problem): problem.sentence
        case .request(let problem): problem.sentence
        }
    }
}
