internal import ArgumentParser

/// `namesake machine`
struct MachineCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machine", abstract: "Machines of an environment.",
        subcommands: [MachineAdd.self, MachineSet.self, MachineRemove.self])
}
