package import Addresses

/// What `host remove` has freed.
package struct HostRemovalAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var address: IPv4Address
    /// Until when nobody is given the address.
    package var restsUntil: UTCTime
}

/// `host remove`: the name goes at once; the address rests, because whoever had it may go on using it.
package struct RemoveHost: Verb {
    package static let name = "host remove"
    package static let kind = VerbKind.change

    package var host: String

    package init(host: String) {
        self.host = host
    }

    package func perform(in transaction: Transaction) throws -> HostRemovalAnswer {
        let record = try transaction.host(named: host)
        let network = try transaction.network(record.network)
        let lease = try transaction.endLease(of: record, on: network)
        try transaction.deleteHost(record.id)
        try transaction.rest(record.address, after: lease, on: network)
        try transaction.recordHost(.hostRemoved, record, on: network)
        return HostRemovalAnswer(
            name: record.name, address: record.address,
            restsUntil: transaction.end(
                ofRestAfter: lease?.expires ?? 0, leaseSeconds: network.settings.leaseSeconds))
    }
}
