internal import ArgumentParser
internal import Foundation

/// The command `namesake`.
@main
struct Namesake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "namesake",
        abstract: "Tells identical clones apart: unique names and leases for the machines of virtual test labs.",
        discussion: """
            Environments, their clones and their leases live in one registry file. `namesake serve` answers for them by \
            DNS and DHCP; every other command changes or shows them, whether it runs or not.

            Example, the article's lab:
              namesake network add lab --cidr 10.86.51.0/24 --range 10.86.51.50-10.86.51.250 \\
                --domain lab.contoso.com --mac-pool 00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF
              namesake env create shop --machine web-server:web --machine db-server:db
              namesake clone shop shop-qa1
              namesake alias shop-qa1 web-server

            Exit status: 0 done, 1 refused or not found, 64 wrong usage.
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(name: "The server", subcommands: [Serve.self, Status.self, Check.self, Backup.self]),
            CommandGroup(
                name: "The lab",
                subcommands: [
                    NetworkCommands.self, EnvironmentCommands.self, MachineCommands.self, Clone.self,
                    SnapshotCommands.self, Restore.self, Wait.self, HostCommands.self, HypervisorCommands.self,
                    DependencyCommands.self,
                ]),
            CommandGroup(
                name: "Names and leases",
                subcommands: [
                    Alias.self, Hosts.self, Guest.self, Whois.self, History.self, Verify.self, LeaseCommands.self,
                    Conflicts.self, ZoneCommands.self,
                ]),
            CommandGroup(name: "Other tools", subcommands: [Export.self, Import.self]),
        ]
    )

    /// On the main actor, so that no other thread is started before `serve` has given up its privileges: those are each
    /// thread's own.
    @MainActor
    static func main() async {
        let arguments = GlobalOptions.movedBehindVerb(Array(CommandLine.arguments.dropFirst()))
        guard arguments.first == Serve._commandName else { return await main(arguments) }
        do {
            var command = try parseAsRoot(arguments)
            guard let serve = command as? Serve else { return try command.run() }
            try await serve.run(serve.prepare())
        } catch {
            exit(withError: error)
        }
    }
}
