internal import Addresses

/// What an environment depends on outside, as it is asked for: `orders --on postgresql:db.contoso.com:5432`.
package struct DependencySpecification: Codable, Hashable, Sendable {
    package var name: String
    package var on: DependencyTarget
    package var note: String?

    package init(name: String, on target: DependencyTarget, note: String? = nil) {
        self.name = name
        self.on = target
        self.note = note
    }
}

/// A dependency as `dependency add` and `list`, `env show` and `clone` print it.
package struct DependencyAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var kind: String
    package var host: String
    @ExplicitNull package var port: UInt16?
    @ExplicitNull package var note: String?

    init(_ dependency: DependencySpecification) {
        name = dependency.name
        kind = dependency.on.kind
        host = dependency.on.host
        port = dependency.on.port
        note = dependency.note
    }

    /// As it was asked for: `postgresql:db.contoso.com:5432`.
    package var place: String { "\(kind):\(host)" + (port.map { ":\($0)" } ?? "") }
}

extension Transaction {
    private static let mostDependencies = 64

    /// Adds dependencies to an environment that has its machines.
    func add(
        _ dependencies: [DependencySpecification], to environment: EnvironmentRecord, on network: NetworkRecord
    ) throws {
        var present = try self.dependencies(of: environment.id)
        let machines = try machines(of: environment.id).map(\.identity)
        for dependency in dependencies {
            let name = try Names.checkLabel(dependency.name, .dependency)
            if let other = present.first(where: { Names.areSame($0.name, name) }) {
                throw RegistryError.name(.taken(.dependency, name: other.name, environment: environment.name))
            }
            guard present.count < Self.mostDependencies else {
                throw RegistryError.dependency(.tooMany(environment: environment.name, limit: Self.mostDependencies))
            }
            try Names.checkNote(dependency.note)
            let host = dependency.on.host
            if let machine = machines.first(where: { $0.isCalled(host, in: network) }) {
                throw RegistryError.dependency(
                    .inside(host: host, machine: machine.name, environment: environment.name))
            }
            try insert(dependency, of: environment.id)
            present.append(dependency)
        }
    }
}

extension MachineIdentity {
    /// Whether the machines of its environment mean this one by it: by its name or address inside (R43, R44).
    fileprivate func isCalled(_ host: String, in network: NetworkRecord) -> Bool {
        Names.areSame(host, name) || Names.areSame(host, "\(name).\(network.settings.domain)")
            || host == privateAddress?.description
    }
}
