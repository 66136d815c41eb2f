internal import ArgumentParser
internal import Registry

/// `namesake env list`
struct EnvironmentList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the environments.",
        discussion: "Example:\n  namesake env list --owner mia --tag bug=4711")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Only this owner's.", valueName: "name")) var owner: String?
    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("Only those with this tag; repeatable.", valueName: "name=value"))
    var tags: [TagArgument] = []

    func makeVerb() -> ListEnvironments {
        ListEnvironments(
            owner: owner,
            tags: tags.isEmpty ? nil : Dictionary(tags.map { ($0.name, $0.value) }) { _, last in last })
    }

    func text(for answer: [EnvironmentSummary]) -> String {
        guard answer.isEmpty, owner != nil || !tags.isEmpty else { return EnvironmentText.table(of: answer) }
        return "no such environments"
    }
}
