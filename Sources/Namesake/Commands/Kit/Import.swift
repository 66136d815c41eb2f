internal import Addresses
internal import ArgumentParser
internal import Foundation
internal import Kits
internal import Registry

/// `namesake import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Register an environment from what a hypervisor says of its virtual machines.",
        discussion: """
            libvirt: `virsh dumpxml`, one domain or several in a row. proxmox: `qm config`, a file for each machine. \
            hyper-v: `Get-VM | Get-VMNetworkAdapter | ConvertTo-Json`. json: `namesake export --format json`.

            The private MAC is that of the machine's first interface, or of its first on the bridge or network that is \
            named. Public MACs and aliases are drawn as for `env create`. All machines are registered, or none.

            Examples:
              virsh dumpxml web-server > shop.xml; virsh dumpxml db-server >> shop.xml
              namesake import shop.xml --format libvirt --env shop --private-network shop-private --plan
              namesake import 101.conf 102.conf --format proxmox --env shop --private-bridge vmbr1
              namesake export shop --format json | namesake import - --format json --env shop-copy
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "file"), completion: .file())
    var files: [String]
    @Option(help: "The format.") var format: ImportFormat
    @Option(name: .customLong("env"), help: ArgumentHelp("The environment's name (json has one).", valueName: "name"))
    var environment: String?
    @Option(help: ArgumentHelp("The network (may be left out where there is one).", valueName: "name"))
    var network: String?
    @Option(help: ArgumentHelp("The private interface is the first on this bridge.", valueName: "name"))
    var privateBridge: String?
    @Option(help: ArgumentHelp("The private interface is the first on this network or switch.", valueName: "name"))
    var privateNetwork: String?
    @Option(
        name: .customLong("rename"),
        help: ArgumentHelp("Another name, and a role, for one of the machines.", valueName: "old=new[:role]"))
    var renames: [ImportRename] = []
    @Option(
        help: ArgumentHelp("The machine that is a domain controller: it gets no public side.", valueName: "machine"))
    var domainController: String?
    @Flag(help: "Print what would be registered, and change nothing.") var plan = false

    func validate() throws {
        if privateBridge != nil, privateNetwork != nil {
            throw ValidationError("The private interface is on a bridge or on a network: name one of them.")
        }
        if format == .json, privateBridge != nil || privateNetwork != nil {
            throw ValidationError("--format json says which interface is the private one.")
        }
        if environment == nil, format != .json {
            throw ValidationError("--format \(format.rawValue) does not say what the environment is called: use --env.")
        }
        if files.filter({ $0 == "-" }).count > 1 { throw ValidationError("Standard input can be read once.") }
    }

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let sources = try files.map { try InputFile.source($0) }
            let imported = try MachineImport.environment(
                in: sources, format: format, privateInterface: rule, renames: renames)
            guard let name = environment ?? imported.name else {
                throw ValidationError("\(sources[0].file) does not say what the environment is called: use --env.")
            }
            if plan { return try print(ImportPlan(name, network: network, imported, domainController)) }
            let verb = CreateEnvironment(
                environment: name, network: network, machines: imported.machines.map(\.specification),
                domainController: domainController, dependencies: imported.dependencies, edits: imported.edits,
                directory: imported.directory)
            let answer = try await VerbRunner(path: try await global.resolvedRegistryPath()).perform(verb)
            try print(answer, ImportWarnings.all(of: imported, rule))
        }
    }

    private var rule: PrivateInterfaceRule {
        privateBridge.map(PrivateInterfaceRule.onBridge) ?? privateNetwork.map(PrivateInterfaceRule.onNetwork) ?? .first
    }

    private func print(_ plan: ImportPlan) throws {
        Output.write(global.printsJSON ? try RegistryJSON.encode(plan) : Data(plan.text.utf8))
    }

    private func print(_ answer: EnvironmentAnswer, _ warnings: [Warning]) throws {
        let report = EnvironmentReport(environment: answer, warnings: warnings + Warning.all(of: answer))
        try report.print(asJSON: global.printsJSON)
        for warning in warnings + Warning.dependencies(of: answer) { Output.warn(warning.message) }
    }
}

extension ImportFormat: ExpressibleByArgument {}
extension ImportRename: ExpressibleByArgument {}
