internal import ArgumentParser
internal import Registry

/// `namesake env rename`
struct EnvironmentRename: EnvironmentCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Rename an environment; aliases, MACs and leases stay.",
        discussion: "Example:\n  namesake env rename shop-qa1 shop-bug-4711")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The name it has.") var name: String
    @Argument(help: "The name it gets.") var newName: String

    func makeVerb() -> RenameEnvironment { RenameEnvironment(environment: name, newName: newName) }
}
