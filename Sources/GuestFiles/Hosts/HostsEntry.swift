package import Addresses

/// A line of a hosts file: one address and its names, the full one first (hosts(5)).
package struct HostsEntry: Hashable, Sendable {
    package var address: IPv4Address
    package var names: [DomainName]

    package init(address: IPv4Address, names: [DomainName]) {
        self.address = address
        self.names = names
    }

    /// `192.168.23.2    db-server.lab.contoso.com db-server`: the article's line (R44), with the short name that NetBIOS
    /// gives Windows and nothing gives Linux.
    package var line: String {
        "\(address)    \(names.map(\.description).joined(separator: " "))"
    }
}
