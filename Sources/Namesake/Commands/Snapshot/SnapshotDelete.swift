internal import ArgumentParser
internal import Registry

/// `namesake snapshot delete`
struct SnapshotDelete: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Forget a snapshot; clones keep the copies they hold.",
        discussion: "Example:\n  namesake snapshot delete shop \"latest build\"")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The snapshot's name.") var snapshot: String

    func makeVerb() -> DeleteSnapshot { DeleteSnapshot(environment: environment, snapshot: snapshot) }

    func text(for answer: RemovalAnswer) -> String { "snapshot \"\(answer.name)\" of \(environment) deleted" }
}
