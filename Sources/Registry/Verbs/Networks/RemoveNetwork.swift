internal import GRDB

/// What was removed.
package struct RemovalAnswer: Codable, Hashable, Sendable {
    package var name: String
}

/// `network remove`: a network that no environment and no host is on. The leases of its guests end.
package struct RemoveNetwork: Verb {
    package static let name = "network remove"
    package static let kind = VerbKind.change

    package var network: String

    package init(network: String) {
        self.network = network
    }

    package func perform(in transaction: Transaction) throws -> RemovalAnswer {
        let record = try transaction.network(named: network)
        let count = try transaction.count("environment WHERE network = ?", [record.id])
        guard count == 0 else {
            let names = try transaction.known(in: "environment", where: "network = ?", [record.id])
            throw RegistryError.network(.inUse(name: record.name, environments: names, count: count))
        }
        let hosts = try transaction.hostNames(of: record.id)
        guard hosts.count == 0 else {
            throw RegistryError.network(.hasHosts(name: record.name, hosts: hosts.names, count: hosts.count))
        }
        for lease in try transaction.leases("WHERE lease.network = ?", [record.id]) {
            try transaction.end(lease, .deleted, until: transaction.now)
        }
        try transaction.database.execute(sql: "DELETE FROM network WHERE id = ?", arguments: [record.id])
        try transaction.record(Event(kind: .networkRemoved, network: record.name))
        transaction.touchNetworks(record.id)
        return RemovalAnswer(name: record.name)
    }
}
