internal import ArgumentParser
internal import Registry

/// `namesake network show`
struct NetworkShow: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a network, and what of it is in use, resting and free.",
        discussion: "Example:\n  namesake network show lab")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The network's name.") var name: String

    func makeVerb() -> ShowNetwork { ShowNetwork(network: name) }

    func text(for answer: NetworkAnswer) -> String { NetworkText.description(of: answer) }
}
