internal import ArgumentParser

/// `namesake snapshot`
struct SnapshotCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Named points in time, with the MACs that machines had then.",
        subcommands: [SnapshotTake.self, SnapshotList.self, SnapshotDelete.self])
}
