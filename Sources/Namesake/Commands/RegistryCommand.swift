internal import ArgumentParser
internal import Foundation
internal import Registry

/// A command that is one verb: it makes the verb, has it performed, and prints the answer.
protocol RegistryCommand: AsyncParsableCommand {
    associatedtype Request: Verb

    var global: GlobalOptions { get }

    /// The verb, from the command's arguments.
    func makeVerb() throws -> Request

    /// The answer for people, without a final line break.
    func text(for answer: Request.Answer) -> String
}

extension RegistryCommand {
    func run() async throws {
        try await global.perform(makeVerb, text)
    }
}

extension GlobalOptions {
    /// Has a verb performed, and prints the answer as JSON or as text.
    func perform<V: Verb>(_ makeVerb: () throws -> V, _ text: (V.Answer) -> String) async throws {
        try await CommandFailure.reporting(asJSON: printsJSON) {
            let verb = try makeVerb()
            let answer = try await VerbRunner(path: try await resolvedRegistryPath()).perform(verb)
            if printsJSON {
                Output.write(String(decoding: try RegistryJSON.encode(answer), as: UTF8.self))
            } else {
                Output.write(text(answer))
            }
        }
    }

    /// Command line, then environment and configuration file, then the default.
    func resolvedRegistryPath() async throws(SettingsError) -> String {
        if let registryPath { return registryPath }
        return try await SettingsReader(configPath: nil).settings().registry
    }
}
