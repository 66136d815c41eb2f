internal import ArgumentParser
internal import Registry

/// `namesake env set`
struct EnvironmentSet: EnvironmentCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Say whose an environment is, what it is for, and until when it is wanted.",
        discussion: """
            What is not given stays as it is; `none` takes away. When the time that --until gives is over, the server \
            deletes the environment as `namesake env delete` does; its clones stay.

            Example:
              namesake env set shop-qa1 --owner mia --description "the cart loses items" --tag bug=4711 --until 2d
              namesake env set shop-qa1 --tag bug=none --until none
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var name: String
    @OptionGroup(title: "What it is for") var labels: LabelArguments
    @OptionGroup(title: "The directory") var directory: DirectoryArguments

    func makeVerb() -> SetEnvironment {
        SetEnvironment(environment: name, edits: labels.edits, directory: directory.edits)
    }
}
