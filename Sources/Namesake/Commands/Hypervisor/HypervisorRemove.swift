internal import ArgumentParser
internal import Registry

/// `namesake hypervisor remove`
struct HypervisorRemove: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a hypervisor; its MACs may be used again.",
        discussion: "Example:\n  namesake hypervisor remove hv1")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The hypervisor's name.") var name: String

    func makeVerb() -> RemoveHypervisor { RemoveHypervisor(hypervisor: name) }

    func text(for answer: RemovalAnswer) -> String { "hypervisor \(answer.name) removed" }
}
