internal import ArgumentParser

/// `namesake zone`
struct ZoneCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zone", abstract: "Zone files that are served beside the aliases.",
        subcommands: [ZoneCheck.self, ZoneList.self])
}
