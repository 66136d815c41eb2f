internal import ArgumentParser
internal import Registry

/// `namesake hosts`
struct Hosts: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the hosts-file lines that a machine needs for the others of its environment.",
        discussion: "Example:\n  namesake hosts shop web-server >> /etc/hosts")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The environment's name.") var environment: String
    @Argument(help: "The machine's name.") var machine: String

    func makeVerb() -> HostsLines { HostsLines(environment: environment, machine: machine) }

    func text(for answer: [HostsLine]) -> String { answer.map(\.line).joined(separator: "\n") }
}
