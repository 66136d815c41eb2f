internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say on one screen whether all is well, and what is not.",
        discussion: """
            Who serves, how much of each network is in use, and what somebody should look at: no server, a disk that \
            fails, ranges that are nearly used up, conflicts of the last hour, requests that were lost. `namesake check` \
            looks closer.

            Example:
              namesake status
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let runner = VerbRunner(path: try await global.resolvedRegistryPath())
            let report = StatusReport(
                registry: runner.path, server: try await runner.perform(ShowServer()).server,
                figures: try await runner.perform(ShowFigures()))
            Output.write(global.printsJSON ? try RegistryJSON.encode(report) : Data(report.text.utf8))
        }
    }
}
