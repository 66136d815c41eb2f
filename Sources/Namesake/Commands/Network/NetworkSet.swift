internal import Addresses
internal import ArgumentParser
internal import Registry

/// `namesake network set`
struct NetworkSet: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a network; what is not given stays as it is.",
        discussion: """
            --mac-pool, --range and --name-server replace what is there. `none` takes a router, the name servers or the \
            guest range away.

            Example, a second pool beside the first:
              namesake network set lab --mac-pool 00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF \\
                --mac-pool 00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The network's name.") var name: String
    @Option(help: ArgumentHelp("The network in CIDR form.", valueName: "network")) var cidr: IPv4Network?
    @Option(help: ArgumentHelp("The addresses that machines are leased.", valueName: "first-last"))
    var range: IPv4Range?
    @Option(help: "The DNS domain of aliases.") var domain: DomainName?
    @Option(help: ArgumentHelp("Public MACs; may be given more than once.", valueName: "first..last"))
    var macPool: [MACRange] = []
    @Option(help: ArgumentHelp("The router that guests are told.", valueName: "address|none"))
    var router: Removable<IPv4Address>?
    @Option(help: ArgumentHelp("A name server that guests are told.", valueName: "address|none"))
    var nameServer: [Removable<IPv4Address>] = []
    @Option(help: ArgumentHelp("How long a lease is.", valueName: "seconds")) var leaseSeconds: Int64?
    @Option(help: ArgumentHelp("Where private addresses come from.", valueName: "network"))
    var privateBlock: IPv4Network?
    @Option(help: ArgumentHelp("Addresses for guests that are no clones.", valueName: "first-last|none"))
    var guestRange: Removable<IPv4Range>?

    func makeVerb() -> SetNetwork {
        SetNetwork(
            network: name, cidr: cidr, range: range, domain: domain, macPools: macPool.isEmpty ? nil : macPool,
            router: Removable.edit(router), nameServers: nameServer.isEmpty ? nil : nameServer.compactMap(\.value),
            leaseSeconds: leaseSeconds, privateBlock: privateBlock, guestRange: Removable.edit(guestRange))
    }

    func text(for answer: NetworkAnswer) -> String { NetworkText.description(of: answer) }
}

/// A value, or the word `none` for taking it away.
struct Removable<Value: LosslessStringConvertible & Codable & Hashable & Sendable>: ExpressibleByArgument {
    let value: Value?

    init?(argument: String) {
        if argument.lowercased() == "none" {
            value = nil
        } else {
            guard let value = Value(argument) else { return nil }
            self.value = value
        }
    }

    static func edit(_ given: Removable?) -> Edit<Value> {
        guard let given else { return .keep }
        return given.value.map(Edit.set) ?? .clear
    }
}
