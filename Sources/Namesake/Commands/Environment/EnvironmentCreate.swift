internal import ArgumentParser
internal import Registry

/// `namesake env create`
struct EnvironmentCreate: EnvironmentCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Register an environment and its machines.",
        discussion: """
            Private addresses are given in order, private MACs drawn at random; mac= and address= adopt those that an \
            existing machine has. Public MACs come from the network's pool, and each machine gets its alias.

            Example:
              namesake env create shop --machine web-server:web --machine db-server:db

            Example, of somebody, for two days:
              namesake env create shop --machine web-server:web --owner mia --tag bug=4711 --until 2d
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String
    @Option(help: "The network (may be left out where there is one).") var network: String?
    @Option(name: .customLong("machine"), help: MachineArgument.help) var machines: [MachineArgument] = []
    @Option(
        help: ArgumentHelp("The machine that is a domain controller: it gets no public side.", valueName: "machine"))
    var domainController: String?
    @OptionGroup(title: "The directory") var directory: DirectoryArguments
    @OptionGroup(title: "What it is for") var labels: LabelArguments

    func makeVerb() -> CreateEnvironment {
        CreateEnvironment(
            environment: name, network: network, machines: machines.map(\.specification),
            domainController: domainController, edits: labels.edits, directory: directory.edits)
    }
}
