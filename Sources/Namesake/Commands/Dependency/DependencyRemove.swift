internal import ArgumentParser
internal import Registry

/// `namesake dependency remove`
struct DependencyRemove: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Say that an environment does not use it any more; its clones still do.",
        discussion: "Example:\n  namesake dependency remove shop-qa1 orders")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The dependency's name.") var name: String

    func makeVerb() -> RemoveDependency { RemoveDependency(environment: environment, dependency: name) }

    func text(for answer: RemovalAnswer) -> String {
        "dependency \(answer.name) removed from environment \(environment)"
    }
}
