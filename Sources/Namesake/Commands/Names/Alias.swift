internal import ArgumentParser
internal import Registry

/// `namesake alias`
struct Alias: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a machine's alias, and nothing else.",
        discussion: "Example:\n  curl http://$(namesake alias shop-qa1 web-server)/")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The machine's name (may be left out where one has an alias).") var machine: String?

    func makeVerb() -> FindAlias { FindAlias(environment: environment, machine: machine) }

    func text(for answer: AliasAnswer) -> String { answer.fqdn }
}
