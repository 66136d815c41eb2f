internal import ArgumentParser
internal import Registry

/// `namesake network list`
struct NetworkList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the networks.", discussion: "Example:\n  namesake network list --json")

    @OptionGroup var global: GlobalOptions

    func makeVerb() -> ListNetworks { ListNetworks() }

    func text(for answer: [NetworkAnswer]) -> String { NetworkText.table(of: answer) }
}
