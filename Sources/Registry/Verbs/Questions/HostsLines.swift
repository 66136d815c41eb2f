package import Addresses

/// One line of a hosts file.
package struct HostsLine: Codable, Hashable, Sendable {
    package var address: IPv4Address
    package var fqdn: String
    /// What NetBIOS gives Windows and nothing gives Linux.
    package var name: String
    /// The whole line: `192.168.23.2    db-server.lab.contoso.com db-server`.
    package var line: String

    init(address: IPv4Address, name: String, domain: DomainName) {
        self.address = address
        self.name = name
        fqdn = "\(name).\(domain)"
        line = "\(address)    \(fqdn) \(name)"
    }
}

/// `hosts`: the lines that a machine's hosts file needs for the other machines of its environment (R43, R44). They are
/// the same in every clone.
package struct HostsLines: Verb {
    package static let name = "hosts"
    package static let kind = VerbKind.question

    package var environment: String
    package var machine: String

    package init(environment: String, machine: String) {
        self.environment = environment
        self.machine = machine
    }

    package func perform(in transaction: Transaction) throws -> [HostsLine] {
        let record = try transaction.environment(named: environment)
        let itself = try transaction.machine(named: machine, of: record)
        return try transaction.inside(of: record).hostsLines(for: itself)
    }
}
