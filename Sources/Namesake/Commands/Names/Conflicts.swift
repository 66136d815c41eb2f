internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake conflicts`
struct Conflicts: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which machines have been seen to collide, by name, address or MAC, and with whom.",
        discussion: """
            Example:
              namesake conflicts --since 2026-11-22T08:00:00Z
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("What was seen since then (default: in the last day).", valueName: "time"))
    var since: UTCTime?

    func makeVerb() -> ListConflicts { ListConflicts(since: since) }

    func text(for answer: [ConflictAnswer]) -> String {
        guard !answer.isEmpty else { return "no conflicts" }
        var table = TextTable(["conflict", "who", "address", "with", "last seen", "times", "what"])
        for conflict in answer {
            let other = conflict.otherMachine.flatMap { machine in conflict.otherEnvironment.map { "\(machine).\($0)" }
            }
            table.append([
                conflict.conflict.rawValue, conflict.name, conflict.address?.description,
                other ?? conflict.otherMAC?.description, conflict.last.description, "\(conflict.count)",
                conflict.detail ?? conflict.kind,
            ])
        }
        return table.text
    }
}
