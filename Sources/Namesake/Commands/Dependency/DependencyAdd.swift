internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake dependency add`
struct DependencyAdd: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Say that an environment uses something outside, such as a database.",
        discussion: """
            Clones of the environment get a copy. Whoever clones it is warned, and `namesake env vars` suggests a database \
            and a user of its own to each clone.

            Example:
              namesake dependency add shop orders --on postgresql:db.contoso.com:5432 --note "order history"
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "What the dependency is called: letters, digits and hyphens.") var name: String
    @Option(help: ArgumentHelp("What it is and where.", valueName: "kind:host[:port]")) var on: DependencyTarget
    @Option(help: "One line for people.") var note: String?

    func makeVerb() -> AddDependency {
        AddDependency(
            environment: environment, dependency: DependencySpecification(name: name, on: on, note: note))
    }

    func text(for answer: DependencyAnswer) -> String {
        "environment \(environment) depends on \(answer.name) outside: \(answer.place)"
    }
}

extension DependencyTarget: ExpressibleByArgument {}
