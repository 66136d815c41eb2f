internal import ArgumentParser
internal import Registry

/// `namesake env delete`
struct EnvironmentDelete: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an environment, its aliases and its leases.",
        discussion: """
            Its MACs and addresses rest for a while; its clones keep their own copies.

            Example:
              namesake env delete shop-qa1
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String

    func makeVerb() -> DeleteEnvironment { DeleteEnvironment(environment: name) }

    func text(for answer: DeletionAnswer) -> String { EnvironmentText.text(of: answer, kind: "environment") }
}
