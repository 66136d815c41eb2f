internal import ArgumentParser
internal import Registry

/// `namesake lease history`
struct LeaseHistoryCommand: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Tell who began or ceased to have an address, and when.",
        discussion: "Example:\n  namesake lease history 10.86.51.63")

    @OptionGroup var global: GlobalOptions
    @Argument(help: LeaseKey.help) var key: LeaseKey
    @Option(help: ArgumentHelp("The newest so many events.", valueName: "count")) var limit = LeaseHistory.defaultLimit

    func makeVerb() -> LeaseHistory { LeaseHistory(key: key, limit: limit) }

    func text(for answer: [EventAnswer]) -> String { LeaseText.table(of: answer) }
}
