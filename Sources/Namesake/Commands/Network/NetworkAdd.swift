internal import Addresses
internal import ArgumentParser
internal import DHCPWire
internal import Registry

/// `namesake network add`
struct NetworkAdd: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Register a lab network.",
        discussion: """
            Example:
              namesake network add lab --cidr 10.86.51.0/24 --range 10.86.51.50-10.86.51.250 \\
                --domain lab.contoso.com --mac-pool 00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF --router 10.86.51.1

            With --role, what guests are told is for the machines of that role only, as in `network set`.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The network's name.") var name: String
    @Option(help: ArgumentHelp("The network in CIDR form.", valueName: "network")) var cidr: IPv4Network
    @Option(help: ArgumentHelp("The addresses that machines are leased.", valueName: "first-last")) var range: IPv4Range
    @Option(help: "The DNS domain of aliases.") var domain: DomainName
    @Option(help: ArgumentHelp("Public MACs; may be given more than once.", valueName: "first..last"))
    var macPool: [MACRange]
    @Option(
        help: ArgumentHelp(
            "The router that guests are told; left out, they are told none; repeatable.", valueName: "address|none"))
    var router: [Removable<IPv4Address>] = []
    @Option(
        help: ArgumentHelp(
            "A name server that guests are told; may be given more than once.", valueName: "address|none"))
    var nameServer: [Removable<IPv4Address>] = []
    @Option(help: ArgumentHelp("How long a lease is (default: 600).", valueName: "seconds")) var leaseSeconds: Int64?
    @Option(
        help: ArgumentHelp("Where private addresses come from (default: 192.168.23.0/24).", valueName: "network"))
    var privateBlock: IPv4Network?
    @Option(help: ArgumentHelp("Addresses for guests that are no clones.", valueName: "first-last|none"))
    var guestRange: Removable<IPv4Range>?
    @Option(
        help: ArgumentHelp(
            "Ask by ARP whether an address is free before it is given (default: on).", valueName: "on|off"))
    var probe: Switch?
    @Option(help: ArgumentHelp("Acknowledge at once who asks for it, RFC 4039 (default: off).", valueName: "on|off"))
    var rapidCommit: Switch?
    @Option(help: ArgumentHelp("Tell the machines of that role only.", valueName: "role")) var role: String?
    @OptionGroup(title: "What guests are told besides") var guest: GuestArguments

    func validate() throws {
        guard !macPool.isEmpty else { throw ValidationError("Missing expected argument '--mac-pool <first..last>'") }
    }

    func makeVerb() throws -> AddNetwork {
        var edits = try guest.edits()
        var settings = NetworkSettings(
            cidr: cidr, range: range, domain: domain, macPools: macPool, leaseSeconds: leaseSeconds,
            privateBlock: privateBlock, guestRange: guestRange?.value, probes: probe?.isOn,
            rapidCommit: rapidCommit?.isOn)
        if role == nil {
            settings.routers = router.compactMap(\.value)
            settings.nameServers = nameServer.compactMap(\.value)
        } else {
            edits.set(.router, router.map { $0.value.map(OptionPart.address) })
            edits.set(.domainNameServer, nameServer.map { $0.value.map(OptionPart.address) })
        }
        return AddNetwork(network: name, settings: settings, role: role, guest: edits)
    }

    func text(for answer: NetworkAnswer) -> String { NetworkText.description(of: answer) }
}
