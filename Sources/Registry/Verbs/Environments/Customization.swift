internal import Addresses

/// How the machines of a customized copy are called (R18): those that are not named get a name that nobody has.
package struct Customization: Codable, Hashable, Sendable {
    package var renames: [MachineRename]

    package init(renames: [MachineRename] = []) {
        self.renames = renames
    }
}

/// `--rename web-server=web7`
package struct MachineRename: Codable, Hashable, Sendable {
    package var machine: String
    package var newName: String

    package init(machine: String, newName: String) {
        self.machine = machine
        self.newName = newName
    }
}

extension Transaction {
    /// The machines of a copy that is customized: with other names, and nothing inside.
    ///
    /// A domain controller cannot be copied so: it has no public side, and the domain knows it by its name.
    func customized(
        _ identities: [MachineIdentity], _ customization: Customization, of origin: EnvironmentRecord
    ) throws -> [MachineIdentity] {
        if let controller = identities.first(where: \.isDomainController) {
            throw RegistryError.machine(
                .customizedDomainController(environment: origin.name, machine: controller.name))
        }
        for rename in customization.renames
        where !identities.contains(where: { Names.areSame($0.name, rename.machine) }) {
            throw RegistryError.name(
                .unknown(
                    .machine, name: rename.machine, environment: origin.name,
                    known: identities.prefix(8).map(\.name)))
        }
        var names = try computerNames()
        var chosen: [Int64: String] = [:]
        for identity in identities {
            guard let rename = customization.renames.first(where: { Names.areSame($0.machine, identity.name) }) else {
                continue
            }
            chosen[identity.ordinal] = try take(computerName: rename.newName, for: identity.name, from: &names)
        }
        return identities.map { identity in
            var copy = identity
            copy.originalName = identity.name
            copy.name = chosen[identity.ordinal] ?? names.draw(after: identity.name)
            copy.privateAddress = nil
            copy.privateMAC = nil
            return copy
        }
    }

    /// Adds machines to a customized environment: their names are nobody else's, and they have no private side.
    func addCustomized(
        _ specifications: [MachineSpecification], to environment: EnvironmentRecord, on network: NetworkRecord
    ) throws {
        var names = try computerNames()
        var ordinal = try machines(of: environment.id).last?.identity.ordinal ?? 0
        for specification in specifications {
            guard !specification.isDomainController else {
                throw RegistryError.machine(
                    .customizedDomainController(environment: environment.name, machine: specification.name))
            }
            guard specification.mac == nil, specification.address == nil else {
                throw RegistryError.machine(
                    .noPrivateSide(environment: environment.name, machine: specification.name))
            }
            if !specification.role.isEmpty { _ = try Names.checkLabel(specification.role, .role) }
            let name = try take(computerName: specification.name, for: specification.name, from: &names)
            ordinal += 1
            let identity = MachineIdentity(
                ordinal: ordinal, name: name, role: specification.role, isDomainController: false)
            _ = try insertMachine(identity, of: environment, on: network)
        }
    }
}
