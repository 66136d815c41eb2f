internal import ArgumentParser
internal import Foundation
internal import Kits
internal import Registry

/// `namesake env vars`
struct EnvironmentVars: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vars",
        abstract: "Print who an environment is, as variables: its id, its aliases, its names in databases outside.",
        discussion: """
            LAB_CLONE_ID is the environment's own for ever, whatever it is renamed to. For each dependency the names of a \
            database and a user are suggested that no other clone has.

            Examples:
              set -a; eval "$(namesake env vars shop-qa1 --format shell)"
              namesake env vars shop-qa1 > .env
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case dotenv, json, shell
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String
    @Option(help: "The format.") var format = Format.dotenv

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let verb = ExportEnvironments(environment: name)
            let kits = try await VerbRunner(path: try await global.resolvedRegistryPath()).perform(verb)
            let text = try kits.map { try self.text(for: IdentityVariables($0)) }.joined()
            Output.write(String(text.dropLast()))
        }
    }

    private func text(for variables: IdentityVariables) throws -> String {
        switch global.printsJSON ? .json : format {
        case .dotenv: VariableText.dotenv(variables)
        case .shell: VariableText.shell(variables)
        case .json: try VariableText.json(variables)
        }
    }
}
