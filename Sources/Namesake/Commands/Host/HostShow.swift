internal import ArgumentParser
internal import Registry

/// `namesake host show`
struct HostShow: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a host.", discussion: "Example:\n  namesake host show printer")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The host's name.") var name: String

    func makeVerb() -> ShowHost { ShowHost(host: name) }

    func text(for answer: HostAnswer) -> String { HostText.description(of: answer) }
}
