package import Addresses

/// A machine as it is asked for: `--machine NAME[:ROLE][,mac=M][,address=A]`.
package struct MachineSpecification: Codable, Hashable, Sendable {
    package var name: String
    package var role: String
    /// The private interface that an existing machine already has; drawn if it is not given.
    package var mac: MACAddress?
    package var address: IPv4Address?
    package var isDomainController: Bool

    package init(
        name: String, role: String = "", mac: MACAddress? = nil, address: IPv4Address? = nil,
        isDomainController: Bool = false
    ) {
        self.name = name
        self.role = role
        self.mac = mac
        self.address = address
        self.isDomainController = isDomainController
    }
}

extension Transaction {
    /// Adds machines to an environment, in that order, and gives them what was not asked for.
    ///
    /// What is adopted is taken first, so that an address that is given out never is one that a later machine has.
    func add(
        _ specifications: [MachineSpecification], to environment: EnvironmentRecord, on network: NetworkRecord
    ) throws {
        guard environment.isolation == .dualInterface else {
            return try addCustomized(specifications, to: environment, on: network)
        }
        let present = try machines(of: environment.id)
        var names = present.map(\.identity.name)
        var macs: [MACAddress: String] = [:]
        var taken: [IPv4Address: String] = [:]
        for machine in present {
            macs[machine.identity.privateMAC ?? .zero] = machine.identity.name
            taken[machine.identity.privateAddress ?? .any] = machine.identity.name
        }
        let block = network.settings.privateBlock
        guard present.count + specifications.count <= PrivateAddresses.capacity(of: block) else {
            let limit = PrivateAddresses.capacity(of: block)
            throw RegistryError.machine(.tooMany(environment: environment.name, block: block, limit: limit))
        }
        var addresses = PrivateAddresses(block: block, environment: environment.name, taken: taken)
        for specification in specifications {
            let name = try Names.checkLabel(specification.name, .machine)
            if !specification.role.isEmpty { _ = try Names.checkLabel(specification.role, .role) }
            if let other = names.first(where: { Names.areSame($0, name) }) {
                throw RegistryError.name(.taken(.machine, name: other, environment: environment.name))
            }
            names.append(name)
            if let address = specification.address { try addresses.adopt(address, for: name) }
            if let mac = specification.mac {
                try checkAdopted(mac, for: name, taken: macs)
                macs[mac] = name
            }
        }
        var ordinal = present.last?.identity.ordinal ?? 0
        for specification in specifications {
            ordinal += 1
            let mac = try specification.mac ?? drawPrivateMAC(avoiding: macs.keys)
            macs[mac] = specification.name
            let identity = MachineIdentity(
                ordinal: ordinal, name: specification.name, role: specification.role,
                isDomainController: specification.isDomainController,
                privateAddress: try specification.address ?? addresses.take(for: specification.name), privateMAC: mac)
            _ = try insertMachine(identity, of: environment, on: network)
        }
    }
}
