internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake host set`
struct HostSet: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a host's MAC or address; what is not given stays as it is.",
        discussion: "Example, a new network card:\n  namesake host set printer --mac 00-1B-A9-12-34-57")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The host's name.") var name: String
    @Option(help: "The host's MAC.") var mac: MACAddress?
    @Option(help: "The host's address, on the same network.") var address: IPv4Address?

    func makeVerb() -> SetHost { SetHost(host: name, mac: mac, address: address) }

    func text(for answer: HostAnswer) -> String { HostText.description(of: answer) }
}
