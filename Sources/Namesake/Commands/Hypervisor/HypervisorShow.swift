internal import ArgumentParser
internal import Registry

/// `namesake hypervisor show`
struct HypervisorShow: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a hypervisor, and the machines that have a private MAC of its ranges.",
        discussion: "Example:\n  namesake hypervisor show hv1")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The hypervisor's name.") var name: String

    func makeVerb() -> ShowHypervisor { ShowHypervisor(hypervisor: name) }

    func text(for answer: HypervisorAnswer) -> String { HypervisorText.description(of: answer) }
}
