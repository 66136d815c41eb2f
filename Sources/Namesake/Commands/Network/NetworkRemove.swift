internal import ArgumentParser
internal import Registry

/// `namesake network remove`
struct NetworkRemove: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a network that no environment is on.",
        discussion: "Example:\n  namesake network remove lab")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The network's name.") var name: String

    func makeVerb() -> RemoveNetwork { RemoveNetwork(network: name) }

    func text(for answer: RemovalAnswer) -> String { "network \(answer.name) removed" }
}
