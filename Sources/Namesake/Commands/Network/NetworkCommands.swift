internal import ArgumentParser

/// `namesake network`
struct NetworkCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Public (lab) networks: addresses, MAC pools, domain.",
        subcommands: [NetworkAdd.self, NetworkSet.self, NetworkList.self, NetworkShow.self, NetworkRemove.self])
}
