internal import Addresses
internal import ArgumentParser
internal import DHCPWire
internal import Registry

/// `namesake network set`
struct NetworkSet: RegistryCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a network; what is not given stays as it is.",
        discussion: """
            --mac-pool, --range, --router, --name-server, --search, --route and --ntp replace what is there; --option and \
            --boot-file change the one they name. `none` takes away.

            With --role, what guests are told is for the machines of that role only, over what the network says.

            Example, a second pool beside the first:
              namesake network set lab --mac-pool 00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF \\
                --mac-pool 00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF

            Example, what guests are told:
              namesake network set lab --search lab.contoso.com --ntp 10.86.51.1 \\
                --route "10.0.0.0/8 via 10.86.51.3"
              namesake network set lab --next-server 10.86.51.4 \\
                --boot-file bios=lpxelinux.0 --boot-file uefi=grubx64.efi
              namesake network set lab --role web --option ntp-servers=none \\
                --option 150=ip:10.86.51.4,10.86.51.5 --force-option 224=hex:01:02
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The network's name.") var name: String
    @Option(help: ArgumentHelp("The network in CIDR form.", valueName: "network")) var cidr: IPv4Network?
    @Option(help: ArgumentHelp("The addresses that machines are leased.", valueName: "first-last"))
    var range: IPv4Range?
    @Option(help: "The DNS domain of aliases.") var domain: DomainName?
    @Option(help: ArgumentHelp("Public MACs; may be given more than once.", valueName: "first..last"))
    var macPool: [MACRange] = []
    @Option(help: ArgumentHelp("The router that guests are told; repeatable.", valueName: "address|none"))
    var router: [Removable<IPv4Address>] = []
    @Option(help: ArgumentHelp("A name server that guests are told.", valueName: "address|none"))
    var nameServer: [Removable<IPv4Address>] = []
    @Option(help: ArgumentHelp("How long a lease is.", valueName: "seconds")) var leaseSeconds: Int64?
    @Option(help: ArgumentHelp("Where private addresses come from.", valueName: "network"))
    var privateBlock: IPv4Network?
    @Option(help: ArgumentHelp("Addresses for guests that are no clones.", valueName: "first-last|none"))
    var guestRange: Removable<IPv4Range>?
    @Option(
        help: ArgumentHelp("Ask by ARP whether an address is free before it is given.", valueName: "on|off"))
    var probe: Switch?
    @Option(help: ArgumentHelp("Acknowledge at once who asks for it (RFC 4039).", valueName: "on|off"))
    var rapidCommit: Switch?
    @Option(help: ArgumentHelp("Tell the machines of that role only.", valueName: "role")) var role: String?
    @OptionGroup(title: "What guests are told besides") var guest: GuestArguments

    func validate() throws {
        guard role != nil else { return }
        let isOfNetwork =
            cidr != nil || range != nil || domain != nil || !macPool.isEmpty || leaseSeconds != nil
            || privateBlock != nil || guestRange != nil || probe != nil || rapidCommit != nil
        guard !isOfNetwork else {
            throw ValidationError(
                "--role goes with what guests are told (--router, --name-server, --option, ...), not with what a network is"
            )
        }
    }

    func makeVerb() throws -> SetNetwork {
        var edits = try guest.edits()
        if let role {
            edits.set(.router, router.map { $0.value.map(OptionPart.address) })
            edits.set(.domainNameServer, nameServer.map { $0.value.map(OptionPart.address) })
            return SetNetwork(network: name, role: role, guest: edits)
        }
        return SetNetwork(
            network: name, cidr: cidr, range: range, domain: domain, macPools: macPool.isEmpty ? nil : macPool,
            routers: router.isEmpty ? nil : router.compactMap(\.value),
            nameServers: nameServer.isEmpty ? nil : nameServer.compactMap(\.value),
            leaseSeconds: leaseSeconds, privateBlock: privateBlock, guestRange: Removable.edit(guestRange),
            probes: probe?.isOn, rapidCommit: rapidCommit?.isOn,
            guest: edits)
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
