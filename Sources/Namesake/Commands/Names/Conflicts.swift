internal import Addresses
internal import ArgumentParser
internal import Foundation
internal import NameServer
internal import Registry

/// `namesake conflicts`
struct Conflicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Tell what collides by name, address or MAC, what has been seen to, and what would without isolation.",
        discussion: """
            Examples:
              namesake conflicts
              namesake conflicts shop-qa1 --seen --since 2026-11-22T08:00:00Z
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Only what concerns this environment.") var environment: String?
    @Option(help: ArgumentHelp("What was seen since then (default: in the last day).", valueName: "time"))
    var since: UTCTime?
    @Flag(help: "Beside what is wrong, only what has been seen.") var seen = false
    @Flag(help: "Beside what is wrong, only what would collide without isolation.") var predicted = false
    @Option(
        help: ArgumentHelp("The folder of zone files, in which names may hide others.", valueName: "dir"),
        completion: .directory)
    var zones: String?

    func validate() throws {
        guard !(seen && predicted) else { throw ValidationError("--seen and --predicted are both without either") }
    }

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let runner = VerbRunner(path: try await global.resolvedRegistryPath())
            let part: ListConflicts.Part? = seen ? .seen : predicted ? .predicted : nil
            let verb = ListConflicts(
                since: since, environment: environment, part: part, zoneNames: try await zoneNames(runner))
            if global.printsJSON {
                Output.write(try await runner.performAsJSON(verb))
            } else {
                Output.write(ConflictText.table(of: try await runner.perform(verb)))
            }
        }
    }

    /// Where zone files have records at or below `machine.environment` of some network.
    private func zoneNames(_ runner: VerbRunner) async throws -> [ZoneName]? {
        let configured = try SettingsReader(configPath: nil).settings().dnsZones
        let files = try ZoneFolder(configured: zones ?? configured)?.files() ?? []
        guard !files.isEmpty else { return nil }
        let domains = try await runner.perform(ListNetworks()).map(\.domain)
        // A file that cannot be read is the business of `check`.
        return files.compactMap { try? ZoneFile(path: $0) }.flatMap { ZoneNames.all(in: $0, below: domains) }
    }
}
