internal import ArgumentParser
internal import Registry

/// `namesake lease show`
struct LeaseShow: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one lease.", discussion: "Example:\n  namesake lease show 10.86.51.63")

    @OptionGroup var global: GlobalOptions
    @Argument(help: LeaseKey.help) var key: LeaseKey

    func makeVerb() -> ShowLease { ShowLease(key: key) }

    func text(for answer: LeaseAnswer) -> String { LeaseText.description(of: answer) }
}
