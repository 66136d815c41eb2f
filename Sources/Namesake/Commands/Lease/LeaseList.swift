internal import ArgumentParser
internal import Registry

/// `namesake lease list`
struct LeaseList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the leases.",
        discussion: "Example:\n  namesake lease list --env shop-qa1")

    @OptionGroup var global: GlobalOptions
    @Option(name: .customLong("env"), help: ArgumentHelp("Only this environment's.", valueName: "name"))
    var environment: String?

    func makeVerb() -> ListLeases { ListLeases(environment: environment) }

    func text(for answer: [LeaseAnswer]) -> String { LeaseText.table(of: answer) }
}
