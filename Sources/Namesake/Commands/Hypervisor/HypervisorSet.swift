internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake hypervisor set`
struct HypervisorSet: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Replace the MAC ranges of a hypervisor.",
        discussion: "Example:\n  namesake hypervisor set hv1 --mac-range 00-15-5D-33-08-00..00-15-5D-33-08-FF")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The hypervisor's name.") var name: String
    @Option(help: HypervisorText.rangeHelp) var macRange: [MACRange]

    func makeVerb() -> SetHypervisor { SetHypervisor(hypervisor: name, ranges: macRange) }

    func text(for answer: HypervisorAnswer) -> String { HypervisorText.description(of: answer) }
}
