internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake env list`
struct EnvironmentList: LongListCommand {
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

    static let columns: [JSONTable.Column] = [
        .init("name", "name"), .init("status", "status.state"), .init("network", "network"),
        .init("origin", "origin.environment", "isolation") { values in
            values[0].map { values[1] == Isolation.customized.rawValue ? "\($0) (customized)" : $0 }
        },
        .init("snapshot", "origin.snapshot"), .init("machines", "machineCount"), .init("leased", "leasedCount"),
        .init("owner", "owner"),
        .init("until", "until", "expiring") { values in values[0].map { $0 + (values[1] == "true" ? " (soon)" : "") } },
        .init("tags", "tags") { values in
            guard let json = values[0], json != "{}",
                let tags = try? RegistryJSON.decode([String: String].self, from: Data(json.utf8))
            else { return nil }
            return EnvironmentText.text(of: tags)
        },
        .init("created", "created"),
    ]

    var nothing: String {
        owner == nil && tags.isEmpty
            ? "no environments; make one with `namesake env create`" : "no such environments"
    }

    func text(for answer: [EnvironmentSummary]) -> String { EnvironmentText.table(of: answer) }
}
