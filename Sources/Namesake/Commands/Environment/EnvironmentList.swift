internal import ArgumentParser
internal import Registry

/// `namesake env list`
struct EnvironmentList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the environments.", discussion: "Example:\n  namesake env list")

    @OptionGroup var global: GlobalOptions

    func makeVerb() -> ListEnvironments { ListEnvironments() }

    func text(for answer: [EnvironmentSummary]) -> String { EnvironmentText.table(of: answer) }
}
