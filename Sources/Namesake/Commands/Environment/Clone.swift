internal import ArgumentParser
internal import Registry

/// `namesake clone`
struct Clone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Register a clone: identical inside, unique outside.",
        discussion: """
            The clone's aliases are answered when the command returns, before its first machine is switched on.

            Example:
              namesake clone shop shop-qa1 --snapshot "latest build" --owner mia --until 2d

            With --plan nothing is changed: it tells what the clone would be, what may happen to such a copy without \
            isolation, and what the network has left.

            With --customized the machines get names of their own, as sysprep gives, and no private network. Whatever \
            stores the old names must be told the new ones: the copy is not identical any more.
              namesake clone shop shop-c --customized --rename web-server=web7
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment to clone.") var environment: String
    @Argument(help: "The clone's name.") var newName: String
    @Option(help: "Clone what the environment was at this snapshot.") var snapshot: String?
    @Option(help: "The clone's network (default: its origin's).") var network: String?
    @Flag(help: "Change nothing; tell what would be.") var plan = false
    @Flag(help: "Give the machines names of their own and no private network.") var customized = false
    @Option(
        name: .customLong("rename"),
        help: ArgumentHelp("A machine's name in the customized copy (default: one that is free).", valueName: "old=new")
    )
    var renames: [RenameArgument] = []
    @Flag(help: "Clone although machines are joined to, or trust, a domain outside: it cannot tell them apart.")
    var acceptOutsideDomain = false
    @OptionGroup(title: "What it is for") var labels: LabelArguments

    func validate() throws {
        guard customized || renames.isEmpty else { throw ValidationError("--rename goes with --customized") }
        var seen: Set<String> = []
        for rename in renames where !seen.insert(rename.value.machine.lowercased()).inserted {
            throw ValidationError("--rename names \(rename.value.machine) twice")
        }
    }

    func run() async throws {
        if plan {
            try await global.perform({ PlanClone(makeVerb()) }, ClonePlanText.description)
        } else {
            try await global.perform(makeVerb, warnings: Warning.dependencies)
        }
    }

    private func makeVerb() -> CloneEnvironment {
        CloneEnvironment(
            environment: environment, newName: newName, snapshot: snapshot, network: network,
            customization: customized ? Customization(renames: renames.map(\.value)) : nil, edits: labels.edits,
            acceptsOutsideDomain: acceptOutsideDomain ? true : nil)
    }
}

/// `web-server=web7`
struct RenameArgument: ExpressibleByArgument {
    let value: MachineRename

    init?(argument: String) {
        let names = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else { return nil }
        value = MachineRename(machine: names[0], newName: names[1])
    }
}
