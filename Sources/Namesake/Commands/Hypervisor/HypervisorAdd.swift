internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake hypervisor add`
struct HypervisorAdd: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Tell which MACs a hypervisor gives out by itself.",
        discussion: """
            Machines whose private MAC is one of them keep it, and are named: their hypervisor may give it out again.

            Example, a Hyper-V host with the address 10.86.51.7:
              namesake hypervisor add hv1 --mac-range 00-15-5D-33-07-00..00-15-5D-33-07-FF
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The hypervisor's name.") var name: String
    @Option(help: HypervisorText.rangeHelp) var macRange: [MACRange]

    func makeVerb() -> AddHypervisor { AddHypervisor(hypervisor: name, ranges: macRange) }

    func text(for answer: HypervisorAnswer) -> String { HypervisorText.description(of: answer) }
}
