/// `env create`: an environment with new machines, or with machines that exist and are adopted.
package struct CreateEnvironment: Verb {
    package static let name = "env create"
    package static let kind = VerbKind.change

    package var environment: String
    /// May be left out where there is one network.
    package var network: String?
    package var machines: [MachineSpecification]
    /// The machine that is the environment's domain controller (R85); it is added if it is not among `machines`.
    package var domainController: String?
    /// What it uses outside; only an environment that is imported comes with some.
    package var dependencies: [DependencySpecification]?
    /// Whose it is, what it is for, and until when.
    package var edits: EnvironmentEdits?
    /// What is known of its directory.
    package var directory: DirectoryEdits?

    package init(
        environment: String, network: String? = nil, machines: [MachineSpecification],
        domainController: String? = nil, dependencies: [DependencySpecification]? = nil,
        edits: EnvironmentEdits? = nil, directory: DirectoryEdits? = nil
    ) {
        self.environment = environment
        self.network = network
        self.machines = machines
        self.domainController = domainController
        self.dependencies = dependencies
        self.edits = edits
        self.directory = directory
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        let name = try transaction.checkFree(environment: environment)
        let network = try transaction.network(namedOrOnly: network)
        let specifications = allMachines
        guard !specifications.isEmpty else { throw RegistryError.machine(.none(environment: name)) }
        let environment = try transaction.apply(
            edits, to: transaction.insertEnvironment(named: name, on: network.id))
        try transaction.record(Event(kind: .environmentCreated, network: network.name, environment: name))
        try transaction.add(specifications, to: environment, on: network)
        try transaction.add(dependencies ?? [], to: environment, on: network)
        try transaction.apply(directory, toDirectoryOf: environment)
        transaction.touch(environment.id, on: network.id)
        return try transaction.answer(for: environment)
    }

    private var allMachines: [MachineSpecification] {
        guard let domainController else { return machines }
        var all = machines
        if let index = all.firstIndex(where: { Names.areSame($0.name, domainController) }) {
            all[index].isDomainController = true
        } else {
            all.append(
                MachineSpecification(name: domainController, role: "domain-controller", isDomainController: true))
        }
        return all
    }
}
