internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake wait`
struct Wait: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Wait until an environment is ready: every machine reachable by its alias.",
        discussion: """
            Exit status 0 when it is ready, 1 when the time is over before: then the machines that are not ready are named, \
            and why.

            Example:
              namesake wait shop-qa1 --timeout 5m && run-tests $(namesake alias shop-qa1 web-server)
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String
    @Option(help: ArgumentHelp("How long at most: 30s, 5m, 1h.", valueName: "time"))
    var timeout = TimeSpan(seconds: 300)
    @Option(name: .customLong("machine"), help: ArgumentHelp("Only for this machine; repeatable.", valueName: "name"))
    var machines: [String] = []

    /// Between two questions: short at first, because most environments become ready at once or after minutes.
    private static let pauses: (first: Duration, later: Duration) = (.milliseconds(200), .seconds(1))
    private static let firstSeconds: Duration = .seconds(10)

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let runner = VerbRunner(path: try await global.resolvedRegistryPath())
            let question = ShowStatus(environment: name, machines: machines)
            let start = ContinuousClock.now
            while true {
                let answer = try await Self.ask(question, runner)
                if let answer, answer.state == .ready {
                    return Output.write(
                        global.printsJSON
                            ? String(decoding: try RegistryJSON.encode(answer), as: UTF8.self)
                            : StatusText.description(of: answer))
                }
                let waited = ContinuousClock.now - start
                guard waited < .seconds(timeout.seconds) else {
                    let reasons = answer.map(StatusText.reasons(of:)) ?? "the server is stopping or starting"
                    try CommandFailure.report(
                        code: "not-ready",
                        sentence: "\(answer?.name ?? name) is not ready after \(timeout): \(reasons)",
                        asJSON: global.printsJSON)
                }
                let pause = waited < Self.firstSeconds ? Self.pauses.first : Self.pauses.later
                try await Task.sleep(for: min(pause, .seconds(timeout.seconds) - waited))
            }
        }
    }

    /// - Returns: `nil` if the server is about to end, or to begin; then it is worth asking again.
    private static func ask(_ question: ShowStatus, _ runner: VerbRunner) async throws -> StatusAnswer? {
        do {
            return try await runner.perform(question)
        } catch RegistryError.request(.stopping) {
            return nil
        } catch RegistryError.file(.unanswered) {
            return nil
        }
    }
}
