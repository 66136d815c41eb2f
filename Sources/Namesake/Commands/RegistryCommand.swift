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

/// A command whose answer may be a list of a hundred thousand: for people its JSON is laid out as it is.
protocol LongListCommand: AsyncParsableCommand {
    associatedtype Request: Verb

    var global: GlobalOptions { get }
    static var columns: [JSONTable.Column] { get }

    /// The verb, from the command's arguments.
    func makeVerb() throws -> Request

    /// What is said of an empty list.
    var nothing: String { get }
}

extension LongListCommand {
    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let runner = VerbRunner(path: try await global.resolvedRegistryPath())
            let list = try await runner.performAsJSON(try makeVerb())
            if !global.printsJSON, let table = JSONTable(list, columns: Self.columns) {
                Output.write(table.isEmpty ? Data(nothing.utf8) : table.text)
            } else {
                Output.write(list)
            }
        }
    }
}

extension GlobalOptions {
    /// Has a verb performed, and prints the answer as JSON or as text.
    func perform<V: Verb>(_ makeVerb: () throws -> V, _ text: (V.Answer) -> String) async throws {
        try await CommandFailure.reporting(asJSON: printsJSON) {
            let verb = try makeVerb()
            let runner = VerbRunner(path: try await resolvedRegistryPath())
            if printsJSON {
                Output.write(try await runner.performAsJSON(verb))
            } else {
                Output.write(text(try await runner.perform(verb)))
            }
        }
    }

    /// Command line, then environment and configuration file, then the default.
    func resolvedRegistryPath() async throws(SettingsError) -> String {
        if let registryPath { return registryPath }
        return try SettingsReader(configPath: nil).settings().registry
    }
}
