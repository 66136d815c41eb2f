internal import Addresses
internal import Registry

/// Hosts for people.
enum HostText {
    static func table(of hosts: [HostAnswer]) -> String {
        guard !hosts.isEmpty else { return "no hosts; add one with `namesake host add`" }
        var table = TextTable(["name", "address", "mac", "network", "lease"])
        for host in hosts {
            table.append([
                host.name, host.address.description, host.mac.description, host.network, host.lease?.rawValue,
            ])
        }
        return table.text
    }

    static func description(of host: HostAnswer) -> String {
        var table = TextTable(["host", host.name])
        table.append(["fqdn", host.fqdn])
        table.append(["address", host.address.description])
        table.append(["mac", host.mac.description])
        table.append(["network", host.network])
        table.append(["lease", host.lease?.rawValue])
        table.append(["lease expires", host.leaseExpires?.description])
        return table.text
    }
}
