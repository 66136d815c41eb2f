internal import ArgumentParser
internal import Registry

/// `namesake machine add`
struct MachineAdd: EnvironmentCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a machine to an environment.",
        discussion: "Example:\n  namesake machine add shop cache-server:cache")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: MachineArgument.help) var machine: MachineArgument

    func makeVerb() -> AddMachine { AddMachine(environment: environment, machine: machine.specification) }
}
