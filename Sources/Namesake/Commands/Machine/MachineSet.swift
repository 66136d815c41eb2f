internal import ArgumentParser
internal import Registry

/// `namesake machine set`
struct MachineSet: EnvironmentCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Give a machine another role.",
        discussion: """
            What guests of a role are told by DHCP (`namesake network set --role`) they are told from their next request.

            Example:
              namesake machine set shop cache-server --role cache
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The machine's name.") var machine: String
    @Option(help: ArgumentHelp("The role.", valueName: "role|none")) var role: String

    func makeVerb() -> SetMachine {
        SetMachine(environment: environment, machine: machine, role: role.lowercased() == "none" ? "" : role)
    }
}
