package import Registry

/// What an environment tells the programs that use it, as environment variables: which it is, the aliases of its machines,
/// and what it should be called wherever its clones cannot be told apart (R93).
///
/// `LAB_CLONE_ID` never changes and is no other environment's, so what is named after it survives a renaming.
package struct IdentityVariables: Sendable {
    package struct Variable: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package private(set) var all: [Variable] = []
    private var names: Set<String> = []

    package init(_ kit: EnvironmentKit) {
        let origin = kit.environment.origin?.environment
        add("LAB_ENV", kit.environment.name)
        add("LAB_CLONE", origin == nil ? "" : kit.environment.name)
        add("LAB_CLONE_ID", kit.cloneID)
        add("LAB_ORIGIN", origin ?? "")
        add("LAB_DOMAIN", kit.domain)
        for machine in kit.reachableMachines {
            add(VariableName.machine(machine.name), machine.public.fqdn)
        }
        for dependency in kit.environment.dependencies {
            let prefix = "LAB_" + VariableName.word(dependency.name)
            let database = SuggestedName.database(for: dependency.name, cloneID: kit.cloneID)
            add(prefix + "_KIND", dependency.kind)
            add(prefix + "_HOST", dependency.host)
            if let port = dependency.port { add(prefix + "_PORT", "\(port)") }
            add(prefix + "_DATABASE", database)
            add(prefix + "_USER", database)
        }
    }

    /// Two names that would be one variable: the later is numbered, so that nothing is lost.
    private mutating func add(_ name: String, _ value: String) {
        var free = name
        var number = 2
        while !names.insert(free).inserted {
            free = "\(name)_\(number)"
            number += 1
        }
        all.append(Variable(name: free, value: value))
    }
}
