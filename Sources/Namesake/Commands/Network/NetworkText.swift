internal import Addresses
internal import Registry

/// Networks for people.
enum NetworkText {
    static func description(of network: NetworkAnswer) -> String {
        var table = TextTable(["network", network.name])
        func row(_ label: String, _ value: String?) { table.append([label, value]) }
        row("cidr", network.cidr.description)
        row("range", network.range.description)
        row("addresses", use(network.addresses))
        row("mac pool", network.macPools.map(\.description).joined(separator: ", "))
        row("macs", use(network.macs))
        row("domain", network.domain.description)
        row("router", list(network.routers.map(\.description)))
        row("name servers", list(network.nameServers.map(\.description)))
        row("lease", "\(network.leaseSeconds) s")
        row("private block", network.privateBlock.description)
        row("guest range", network.guestRange?.description)
        row("probe", network.probes ? "on" : "off")
        row("rapid commit", network.rapidCommit ? "on" : "off")
        for line in lines(of: network.guest) { row(line.label, line.value) }
        for role in network.roles {
            for line in lines(of: role) { row("role \(role.role ?? "")", "\(line.label) \(line.value)") }
        }
        row("guest addresses", network.guestAddresses.map(use))
        row("hosts", "\(network.hostCount)")
        row("environments", "\(network.environmentCount) with \(network.machineCount) machines")
        return table.text
    }

    /// What guests are told, each as the command line takes it.
    private static func lines(of guest: GuestAnswer) -> [(label: String, value: String)] {
        var lines = guest.options.map { ($0.isForced ? "force option" : "option", $0.text) }
        if let server = guest.nextServer { lines.append(("next server", server.description)) }
        lines += guest.bootFiles.map { ("boot file", "\($0.architecture)=\($0.file)") }
        return lines
    }

    static func table(of networks: [NetworkAnswer]) -> String {
        guard !networks.isEmpty else { return "no networks; add one with `namesake network add`" }
        var table = TextTable(["name", "cidr", "domain", "environments", "machines", "macs free", "addresses free"])
        for network in networks {
            table.append([
                network.name, network.cidr.description, network.domain.description, "\(network.environmentCount)",
                "\(network.machineCount)", "\(network.macs.free)/\(network.macs.total)",
                "\(network.addresses.free)/\(network.addresses.total)",
            ])
        }
        return table.text
    }

    private static func use(_ pool: PoolUse) -> String {
        "\(pool.total), \(pool.used) in use, \(pool.resting) resting, \(pool.free) free"
    }

    private static func list(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
