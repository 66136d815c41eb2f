internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake restore`
struct Restore: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which MAC each machine rolls back to, and which it must be given again.",
        discussion: """
            Restoring a clone to a snapshot of its origin gives its machines the origin's public MACs. Put back the ones \
            named here before the machines run on the lab network.

            Example:
              namesake restore shop-qa1 "latest build"
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment that is restored.") var environment: String
    @Argument(help: "The snapshot's name.") var snapshot: String

    func makeVerb() -> RestoreSnapshot { RestoreSnapshot(environment: environment, snapshot: snapshot) }

    func text(for answer: RestoreAnswer) -> String {
        var table = TextTable(["machine", "rolls back to", "put back", "meanwhile in conflict with"])
        for machine in answer.machines {
            table.append([
                machine.name, machine.rolledBack?.description, machine.putBack?.description, machine.conflictsWith,
            ])
        }
        return "\(answer.environment) at \"\(answer.snapshot)\", taken in \(answer.takenIn) \(answer.taken)\n"
            + table.text
    }
}
