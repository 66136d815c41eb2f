internal import Addresses
internal import Kits
internal import Registry

/// What an import would register: nothing has been drawn yet.
struct ImportPlan: Encodable {
    private struct Machine: Encodable {
        let name: String
        let role: String
        let domainController: Bool
        @ExplicitNull var address: IPv4Address?
        @ExplicitNull var mac: MACAddress?
        /// What its private interface is on.
        @ExplicitNull var interface: String?
        let otherInterfaces: Int
        let file: String
        let line: Int
    }

    private let name: String
    @ExplicitNull private var network: String?
    private let machines: [Machine]
    private let dependencies: [String]

    init(_ name: String, network: String?, _ imported: ImportedEnvironment, _ domainController: String?) {
        self.name = name
        self.network = network
        machines = imported.machines.map { machine in
            let isController = machine.specification.name.lowercased() == domainController?.lowercased()
            return Machine(
                name: machine.specification.name, role: machine.specification.role,
                domainController: machine.specification.isDomainController || isController,
                address: machine.specification.address, mac: machine.specification.mac,
                interface: machine.attachment, otherInterfaces: machine.otherInterfaces, file: machine.place.file,
                line: machine.place.line)
        }
        dependencies = imported.dependencies.map { "\($0.name) (\($0.on))" }
    }

    var text: String {
        var table = TextTable(["machine", "role", "private", "private mac", "interface", "others", "found at"])
        for machine in machines {
            table.append([
                machine.name,
                machine.domainController ? "domain-controller" : machine.role.isEmpty ? nil : machine.role,
                machine.address?.description ?? "next free", machine.mac?.description ?? "drawn",
                machine.interface.map(Wording.escaped), "\(machine.otherInterfaces)",
                "\(Wording.escaped(machine.file)):\(machine.line)",
            ])
        }
        let heading = "would register environment \(name)" + (network.map { " on network \($0)" } ?? "") + ":"
        return ([heading, table.text] + dependencies.map { "depends on \($0) outside" }).joined(separator: "\n")
    }
}

/// What an import took for granted.
enum ImportWarnings {
    /// The first of several interfaces may be the wrong one.
    static func all(of imported: ImportedEnvironment, _ rule: PrivateInterfaceRule) -> [Warning] {
        guard rule == .first else { return [] }
        return imported.machines.filter { $0.otherInterfaces > 0 }.map { machine in
            let name = machine.specification.name
            let interface = Wording.escaped(machine.attachment ?? "its first")
            return Warning(
                code: "first-interface",
                message:
                    "machine \(name) has \(machine.otherInterfaces + 1) interfaces, and the first (\(interface)) was "
                    + "taken for the private one: name another with --private-network or --private-bridge")
        }
    }
}
