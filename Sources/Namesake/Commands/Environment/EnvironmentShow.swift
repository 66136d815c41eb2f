internal import ArgumentParser
internal import Registry

/// `namesake env show`
struct EnvironmentShow: EnvironmentCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an environment: each machine's private and public side.",
        discussion: "Example:\n  namesake env show shop-qa1 --json")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String

    func makeVerb() -> ShowEnvironment { ShowEnvironment(environment: name) }
}
