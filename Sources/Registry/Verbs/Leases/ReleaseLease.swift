package import Addresses

/// What `lease release` has ended.
package struct ReleaseAnswer: Codable, Hashable, Sendable {
    package var address: IPv4Address
    package var mac: MACAddress
    @ExplicitNull package var environment: String?
    @ExplicitNull package var machine: String?
    @ExplicitNull package var host: String?
    /// Until when nobody is given the address.
    package var restsUntil: UTCTime
}

/// `lease release`: ends the lease and its tie to the MAC. The machine that had it may still believe in it, so the
/// address rests until that cannot be any more.
package struct ReleaseLease: Verb {
    package static let name = "lease release"
    package static let kind = VerbKind.change

    package var key: LeaseKey

    package init(key: LeaseKey) {
        self.key = key
    }

    package func perform(in transaction: Transaction) throws -> ReleaseAnswer {
        guard let record = try transaction.lease(key) else { throw RegistryError.lookup(.noLease(key)) }
        // A host's address is for nobody else, so it need not rest.
        let until =
            record.host != nil
            ? transaction.now : transaction.end(ofRestAfter: record.lease.expires, leaseSeconds: record.leaseSeconds)
        try transaction.end(record, .released, until: until)
        transaction.touchLeases(of: record.network)
        return ReleaseAnswer(
            address: record.lease.address, mac: record.lease.mac, environment: record.environment,
            machine: record.machine, host: record.host,
            restsUntil: until)
    }
}
