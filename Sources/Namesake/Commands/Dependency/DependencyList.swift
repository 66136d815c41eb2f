internal import ArgumentParser
internal import Registry

/// `namesake dependency list`
struct DependencyList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what an environment uses outside.",
        discussion: "Example:\n  namesake dependency list shop-qa1")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String

    func makeVerb() -> ListDependencies { ListDependencies(environment: environment) }

    func text(for answer: [DependencyAnswer]) -> String {
        guard !answer.isEmpty else { return "no dependencies; add one with `namesake dependency add`" }
        var table = TextTable(["name", "kind", "host", "port", "note"])
        for dependency in answer {
            table.append([
                dependency.name, dependency.kind, dependency.host, dependency.port.map { "\($0)" },
                dependency.note.map(Wording.escaped),
            ])
        }
        return table.text
    }
}
