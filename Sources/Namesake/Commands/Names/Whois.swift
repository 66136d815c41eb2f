internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake whois`
struct Whois: RegistryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which machine, host or guest a name, an address or a MAC belongs to.",
        discussion: """
            Examples:
              namesake whois 10.86.51.63
              namesake whois 00-1D-D8-B7-1C-07 --at 2026-11-22T18:00:00Z
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: ArgumentHelp(
            "An alias, a readable name, a host's name, an address or a MAC.", valueName: "name|address|mac"))
    var subject: String
    @Option(help: ArgumentHelp("The moment to tell about (default: now), in UTC.", valueName: "time"))
    var at: UTCTime?

    func makeVerb() -> WhoIs { WhoIs(subject: WhoIsSubject(subject), at: at) }

    func text(for answer: [WhoIsAnswer]) -> String {
        var table = TextTable(["machine", "environment", "side", "address", "mac", "alias"])
        for machine in answer {
            table.append([
                machine.name, machine.environment, machine.match.rawValue, machine.address?.description,
                machine.mac?.description, machine.fqdn,
            ])
        }
        return table.text
    }
}

extension UTCTime: ExpressibleByArgument {}
