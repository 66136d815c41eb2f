internal import ArgumentParser
internal import Registry

extension Deadline: ExpressibleByArgument {}
extension TimeSpan: ExpressibleByArgument {}

/// What is said of an environment: the options that `env create`, `env set` and `clone` have in common.
struct LabelArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Whose it is.", valueName: "name|none")) var owner: Removable<String>?
    @Option(help: ArgumentHelp("What it is for, on one line.", valueName: "text|none"))
    var description: Removable<String>?
    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("A tag; repeatable. The value none takes it away.", valueName: "name=value|none"))
    var tags: [TagArgument] = []
    @Option(
        help: ArgumentHelp(
            "When the server deletes it: so long from now (36h, 2d), or a time (2026-11-24T18:00:00Z).",
            valueName: "when|none"))
    var until: Removable<Deadline>?

    var edits: EnvironmentEdits {
        EnvironmentEdits(
            owner: Removable.edit(owner), description: Removable.edit(description),
            tags: tags.map { TagEdit(name: $0.name, value: $0.value.lowercased() == "none" ? nil : $0.value) },
            until: Removable.edit(until))
    }
}

/// A tag as the command line writes it: `NAME=VALUE`.
struct TagArgument: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        name = parts[0]
        value = parts[1]
    }
}
