internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake host add`
struct HostAdd: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Give a host a name, and its MAC an address for good.",
        discussion: "Example:\n  namesake host add printer --mac 00-1B-A9-12-34-56 --address 10.86.51.20")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The host's name, without the domain.") var name: String
    @Option(help: "The host's MAC.") var mac: MACAddress
    @Option(help: "The address that the host has, and nobody else gets.") var address: IPv4Address
    @Option(help: ArgumentHelp("The network (default: the one that holds the address).", valueName: "name"))
    var network: String?

    func makeVerb() -> AddHost { AddHost(host: name, mac: mac, address: address, network: network) }

    func text(for answer: HostAnswer) -> String { HostText.description(of: answer) }
}
