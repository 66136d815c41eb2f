internal import ArgumentParser
internal import Registry

/// `namesake clone`
struct Clone: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Register a clone: identical inside, unique outside.",
        discussion: """
            The clone's aliases are answered when the command returns, before its first machine is switched on.

            Example:
              namesake clone shop shop-qa1 --snapshot "latest build"
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment to clone.") var environment: String
    @Argument(help: "The clone's name.") var newName: String
    @Option(help: "Clone what the environment was at this snapshot.") var snapshot: String?
    @Option(help: "The clone's network (default: its origin's).") var network: String?

    func makeVerb() -> CloneEnvironment {
        CloneEnvironment(environment: environment, newName: newName, snapshot: snapshot, network: network)
    }

    func text(for answer: EnvironmentAnswer) -> String { EnvironmentText.description(of: answer) }
}
