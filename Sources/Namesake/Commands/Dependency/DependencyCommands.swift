internal import ArgumentParser

/// `namesake dependency`
struct DependencyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dependency",
        abstract: "Dependencies: what an environment uses outside, where its clones cannot be told apart.",
        subcommands: [DependencyAdd.self, DependencyList.self, DependencyRemove.self])
}
