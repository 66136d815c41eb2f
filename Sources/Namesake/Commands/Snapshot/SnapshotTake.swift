internal import ArgumentParser
internal import Registry

/// `namesake snapshot take`
struct SnapshotTake: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "take", abstract: "Remember an environment as it is now.",
        discussion: "Example:\n  namesake snapshot take shop \"latest build\"")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The snapshot's name.") var snapshot: String

    func makeVerb() -> TakeSnapshot { TakeSnapshot(environment: environment, snapshot: snapshot) }

    func text(for answer: SnapshotAnswer) -> String {
        let line = "snapshot \"\(answer.name)\" of \(environment) taken \(answer.taken)"
        return answer.excess.map { line + "\nwarning: " + DirectoryAdvice.sentence(for: $0, of: answer.environment) }
            ?? line
    }
}
