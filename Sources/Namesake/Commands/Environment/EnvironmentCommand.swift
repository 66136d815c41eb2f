internal import Foundation
internal import Registry

/// A command whose answer is an environment: printed as a table, or as the contract's object with its warnings.
protocol EnvironmentCommand: RegistryCommand where Request.Answer == EnvironmentAnswer {}

extension EnvironmentCommand {
    func run() async throws {
        try await global.perform(makeVerb)
    }

    func text(for answer: EnvironmentAnswer) -> String { EnvironmentText.description(of: answer) }
}

extension GlobalOptions {
    /// Has a verb performed and prints the environment that is its answer.
    ///
    /// - Parameter warnings: what of it is said on standard error as well.
    func perform<V: Verb>(
        _ makeVerb: () throws -> V, warnings: (EnvironmentAnswer) -> [Warning] = { _ in [] }
    ) async throws where V.Answer == EnvironmentAnswer {
        try await CommandFailure.reporting(asJSON: printsJSON) {
            let verb = try makeVerb()
            let answer = try await VerbRunner(path: try await resolvedRegistryPath()).perform(verb)
            try EnvironmentReport(environment: answer, warnings: Warning.all(of: answer)).print(asJSON: printsJSON)
            for warning in warnings(answer) { Output.warn(warning.message) }
        }
    }
}

/// The contract's object, and beside its keys `warnings`.
struct EnvironmentReport: Encodable {
    let environment: EnvironmentAnswer
    let warnings: [Warning]

    private enum Key: CodingKey {
        case warnings
    }

    func encode(to encoder: any Encoder) throws {
        try environment.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(warnings, forKey: .warnings)
    }

    func print(asJSON: Bool) throws {
        Output.write(
            asJSON
                ? String(decoding: try RegistryJSON.encode(self), as: UTF8.self)
                : EnvironmentText.description(of: environment))
    }
}
