internal import ArgumentParser

/// `namesake lease`
struct LeaseCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lease", abstract: "Leases: which MAC has which address until when.",
        subcommands: [
            LeaseList.self, LeaseShow.self, LeaseRelease.self, LeaseHistoryCommand.self,
            LeaseHold.self, LeaseUnhold.self, LeaseKick.self,
        ])
}
