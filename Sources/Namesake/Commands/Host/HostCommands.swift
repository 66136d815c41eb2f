internal import ArgumentParser

/// `namesake host`
struct HostCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "Printers, hypervisors and the like: a name, and one address for one MAC.",
        subcommands: [HostAdd.self, HostSet.self, HostList.self, HostShow.self, HostRemove.self])
}
