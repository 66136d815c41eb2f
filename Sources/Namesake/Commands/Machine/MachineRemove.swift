internal import ArgumentParser
internal import Registry

/// `namesake machine remove`
struct MachineRemove: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a machine; the others keep their addresses.",
        discussion: "Example:\n  namesake machine remove shop cache-server")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The machine's name.") var machine: String

    func makeVerb() -> RemoveMachine { RemoveMachine(environment: environment, machine: machine) }

    func text(for answer: DeletionAnswer) -> String { EnvironmentText.text(of: answer, kind: "machine") }
}
