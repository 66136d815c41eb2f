internal import ArgumentParser
internal import Registry

/// `namesake snapshot list`
struct SnapshotList: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what an environment can be restored to, its own snapshots first.",
        discussion: "Example:\n  namesake snapshot list shop-qa1")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String

    func makeVerb() -> ListSnapshots { ListSnapshots(environment: environment) }

    func text(for answer: [SnapshotAnswer]) -> String {
        guard !answer.isEmpty else { return "no snapshots; take one with `namesake snapshot take`" }
        var table = TextTable(["name", "taken in", "taken", "machines"])
        for snapshot in answer {
            table.append([
                snapshot.name, snapshot.takenIn, snapshot.taken.description, "\(snapshot.machines.count)",
            ])
        }
        return table.text
    }
}
