internal import ArgumentParser
internal import Registry

/// `namesake restore`
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Begin a restore: tell which MAC each machine rolls back to, and which it must be given again.",
        discussion: """
            Restoring a clone to a snapshot of its origin gives its machines the origin's public MACs. Put back the ones \
            named here before the machines run on the lab network. Until every machine has been seen with its own MAC, the \
            origin's MACs are held: their leases are extended, and nothing else is promised to them. The same command can \
            be given again at any time. The server sees by itself when the restore is over.

            Example:
              namesake restore shop-qa1 "latest build"
              namesake restore shop-qa1 --confirm web-server --confirm db-server
              namesake restore shop-qa1 --status
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment that is restored.") var environment: String
    @Argument(help: "The snapshot's name.") var snapshot: String?
    @Flag(help: "Tell how far the restore is, or how the last one ended.") var status = false
    @Option(
        name: .customLong("confirm"),
        help: ArgumentHelp(
            "This machine has its own MAC again: it gets short leases, so that it soon asks; repeatable.",
            valueName: "machine"))
    var confirmed: [String] = []
    @Flag(help: "The restore is over; refused while a machine is not right.") var end = false
    @Flag(help: "With --end: it is over, whatever was seen.") var force = false
    @Flag(help: "Give the restore up; the holds end.") var cancel = false

    func validate() throws {
        let asked = [snapshot != nil, status, !confirmed.isEmpty, end, cancel].count { $0 }
        guard asked == 1 else {
            throw ValidationError("Give one of: a snapshot, --status, --confirm, --end, --cancel.")
        }
        guard end || !force else { throw ValidationError("--force goes with --end.") }
    }

    func run() async throws {
        if let snapshot {
            let verb = RestoreSnapshot(environment: environment, snapshot: snapshot)
            try await global.perform({ verb }, RestoreText.description(of:))
        } else if !confirmed.isEmpty {
            let verb = ConfirmRestore(environment: environment, machines: confirmed)
            try await global.perform({ verb }, RestoreText.description(of:))
        } else if end {
            let verb = EndRestore(environment: environment, isForced: force)
            try await global.perform({ verb }, RestoreText.description(of:))
        } else if cancel {
            try await global.perform({ CancelRestore(environment: environment) }, RestoreText.description(of:))
        } else {
            try await global.perform({ ShowRestore(environment: environment) }, RestoreText.description(of:))
        }
    }
}
