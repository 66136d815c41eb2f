internal import Addresses
package import Registry

/// Which format a file is in.
package enum ImportFormat: String, CaseIterable, Sendable {
    case libvirt, proxmox
    case hyperV = "hyper-v"
    case json
}

/// Which of a virtual machine's interfaces is the private one: the first, or the first on the bridge or network of that
/// name.
package enum PrivateInterfaceRule: Hashable, Sendable {
    case first
    case onBridge(String)
    case onNetwork(String)

    func interface(of machine: VirtualMachine) -> VirtualInterface? {
        switch self {
        case .first: machine.interfaces.first
        case .onBridge(let name): machine.interfaces.first { $0.bridge == name }
        case .onNetwork(let name): machine.interfaces.first { $0.network == name }
        }
    }

    /// `nil`: whatever there is will do, and nothing will do as well.
    var wanted: String? {
        switch self {
        case .first: nil
        case .onBridge(let name): "bridge \(name)"
        case .onNetwork(let name): "network \(name)"
        }
    }
}

/// What a machine is to be called here, where that is not what the file calls it: `OLD=NEW[:ROLE]`.
package struct ImportRename: Hashable, Sendable, LosslessStringConvertible {
    package let old: String
    package let new: String
    package let role: String?

    /// - Returns: `nil` if there is no `=` or nothing on one side of it. The last one counts: the old name may have others.
    package init?(_ description: String) {
        guard let equals = description.lastIndex(of: "=") else { return nil }
        let names = description[description.index(after: equals)...].split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        old = String(description[..<equals])
        new = String(names[0])
        role = names.count > 1 ? String(names[1]) : nil
        guard !old.isEmpty, !new.isEmpty, role != "" else { return nil }
    }

    package var description: String { "\(old)=\(new)" + (role.map { ":\($0)" } ?? "") }
}

/// A machine that is to be made, and where it was found.
package struct ImportedMachine: Hashable, Sendable {
    package var specification: MachineSpecification
    package let place: Place
    /// What its private interface is on, for people; `nil` where the file does not say.
    package var attachment: String?
    /// How many interfaces it has beside the private one.
    package var otherInterfaces = 0
}

/// What a file says: machines for one `env create`. Nothing is made here.
package struct ImportedEnvironment: Hashable, Sendable {
    /// What the environment was called where it was exported; only our own format says so.
    package var name: String?
    package var machines: [ImportedMachine]
    package var dependencies: [DependencySpecification] = []
    /// Whose it is and what it is for.
    package var edits = EnvironmentEdits()
    package var directory = DirectoryEdits()
}

package enum MachineImport {
    package static func environment(
        in sources: [SourceText], format: ImportFormat, privateInterface rule: PrivateInterfaceRule = .first,
        renames: [ImportRename] = []
    ) throws(ImportProblem) -> ImportedEnvironment {
        var environment = try read(sources, format, rule)
        guard !environment.machines.isEmpty else { throw .noMachine(file: sources.first?.file ?? "") }
        try apply(renames, to: &environment.machines)
        for machine in environment.machines {
            guard (try? HostLabel(machine.specification.name)) != nil else {
                throw .notHostName(machine.place, name: machine.specification.name)
            }
        }
        return environment
    }

    private static func read(
        _ sources: [SourceText], _ format: ImportFormat, _ rule: PrivateInterfaceRule
    ) throws(ImportProblem) -> ImportedEnvironment {
        var machines: [VirtualMachine] = []
        switch format {
        case .json:
            guard sources.count == 1, let source = sources.first else { throw .severalFiles(sources.count) }
            return try DocumentReader.environment(in: source)
        case .libvirt:
            for source in sources { machines += try LibvirtDomains.machines(in: source) }
        case .proxmox:
            for source in sources { machines.append(try ProxmoxConfiguration.machine(in: source)) }
        case .hyperV:
            for source in sources { machines += try HyperVAdapters.machines(in: source) }
        }
        var imported: [ImportedMachine] = []
        for machine in machines { imported.append(try adopted(machine, rule)) }
        return ImportedEnvironment(machines: imported)
    }

    private static func adopted(
        _ machine: VirtualMachine, _ rule: PrivateInterfaceRule
    ) throws(ImportProblem) -> ImportedMachine {
        let interface = rule.interface(of: machine)
        if interface == nil, let wanted = rule.wanted {
            throw .noPrivateInterface(
                machine.place, machine: machine.name, wanted: wanted, present: machine.interfaces.map(\.attachment))
        }
        return ImportedMachine(
            specification: MachineSpecification(
                name: machine.name, mac: interface?.mac, address: interface?.address),
            place: machine.place, attachment: interface?.attachment,
            otherInterfaces: machine.interfaces.count - (interface == nil ? 0 : 1))
    }

    private static func apply(
        _ renames: [ImportRename], to machines: inout [ImportedMachine]
    ) throws(ImportProblem) {
        let names = machines.map(\.specification.name)
        for rename in renames {
            guard let index = names.firstIndex(of: rename.old) else {
                throw .unknownRename(name: rename.old, known: Array(names.prefix(8)))
            }
            machines[index].specification.name = rename.new
            if let role = rename.role { machines[index].specification.role = role }
        }
    }
}
