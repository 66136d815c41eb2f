internal import ArgumentParser
internal import Registry

/// `namesake env status`
struct EnvironmentStatusCommand: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell whether an environment can be reached, and if not, why and what to do.",
        discussion: """
            Not configured, Not ready, In progress, Partially ready, Ready or Failed: it follows from what the server has \
            seen of each machine.

            Example:
              namesake env status shop-qa1
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String

    func makeVerb() -> ShowStatus { ShowStatus(environment: name) }

    func text(for answer: StatusAnswer) -> String { StatusText.description(of: answer) }
}
