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
        row("router", network.router?.description)
        row("name servers", list(network.nameServers.map(\.description)))
        row("lease", "\(network.leaseSeconds) s")
        row("private block", network.privateBlock.description)
        row("guest range", network.guestRange?.description)
        row("environments", "\(network.environmentCount) with \(network.machineCount) machines")
        return table.text
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
