internal import ArgumentParser

/// `namesake env`
struct EnvironmentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env", abstract: "Environments: named sets of machines, clones among them.",
        subcommands: [
            EnvironmentCreate.self, EnvironmentList.self, EnvironmentShow.self, EnvironmentStatusCommand.self,
            EnvironmentSet.self, EnvironmentRename.self, EnvironmentDelete.self, EnvironmentVars.self,
        ])
}
