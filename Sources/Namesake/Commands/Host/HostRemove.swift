internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake host remove`
struct HostRemove: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a host: its name goes, its address rests.",
        discussion: "Example:\n  namesake host remove printer")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The host's name.") var name: String

    func makeVerb() -> RemoveHost { RemoveHost(host: name) }

    func text(for answer: HostRemovalAnswer) -> String {
        "host \(answer.name) removed; \(answer.address) rests until \(answer.restsUntil)"
    }
}
