internal import Addresses
internal import AliasTable
internal import Registry

/// A zone that changes while it is served, because a network's names or addresses are in it.
struct LiveZone {
    let apex: DomainName
    var networks: Set<NetworkID> = []
    /// Domains of networks at or below the apex: they exist even while nothing is in them.
    var domains: [DomainName] = []
    /// The name server that a zone without a file names, and its address.
    let nameServer: DomainName?
    var nameServerAddress: IPv4Address?

    /// How long resolvers may keep what a zone without a file says of itself, in seconds.
    private static let ttl: UInt32 = 3600

    init(apex: DomainName, nameServer: DomainName?, nameServerAddress: IPv4Address?) {
        self.apex = apex
        self.nameServer = nameServer
        self.nameServerAddress = nameServerAddress
    }

    /// The records of a zone that no file describes: the least that a delegation needs (RFC 1035 §5.2).
    var records: [ZoneRecord] {
        let server = nameServer ?? apex
        var records = [
            ZoneRecord.startOfAuthority(
                apex, primary: server, contact: server.parent?.prepending(Array("hostmaster".utf8)) ?? server, serial: 1
            ),
            .nameServer(apex, server, ttl: Self.ttl),
        ]
        if let nameServerAddress, server.isAtOrBelow(apex), server != apex {
            records.append(.address(server, nameServerAddress, ttl: Self.ttl))
        }
        return records
    }
}
