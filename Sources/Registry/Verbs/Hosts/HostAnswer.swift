package import Addresses
internal import GRDB

/// A host as `host add`, `set`, `show` and `list` print it.
package struct HostAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var network: String
    package var fqdn: String
    package var mac: MACAddress
    package var address: IPv4Address
    /// Its lease, if it has asked for its address; a host that has the address by its own settings never does.
    @ExplicitNull package var lease: LeaseStatus?
    @ExplicitNull package var leaseExpires: UTCTime?
}

extension Transaction {
    func answer(for host: HostRecord) throws -> HostAnswer {
        try answer(for: host, on: network(host.network))
    }

    func answer(for host: HostRecord, on network: NetworkRecord) throws -> HostAnswer {
        let lease = try lease(.mac(host.mac))?.lease
        return HostAnswer(
            name: host.name, network: network.name, fqdn: "\(host.name).\(network.settings.domain)", mac: host.mac,
            address: host.address, lease: lease.map { LeaseStatus($0, at: now) },
            leaseExpires: lease.map { UTCTime(rawValue: $0.expires) })
    }
}
