internal import ArgumentParser
internal import Registry

/// `namesake host list`
struct HostList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the hosts.", discussion: "Example:\n  namesake host list --network lab")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Only this network's.", valueName: "name")) var network: String?

    func makeVerb() -> ListHosts { ListHosts(network: network) }

    func text(for answer: [HostAnswer]) -> String { HostText.table(of: answer) }
}
