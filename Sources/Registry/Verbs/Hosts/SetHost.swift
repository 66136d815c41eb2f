package import Addresses

/// `host set`: another MAC, as when a network card was replaced, or another address; the name stays.
package struct SetHost: Verb {
    package static let name = "host set"
    package static let kind = VerbKind.change

    package var host: String
    package var mac: MACAddress?
    package var address: IPv4Address?

    package init(host: String, mac: MACAddress? = nil, address: IPv4Address? = nil) {
        self.host = host
        self.mac = mac
        self.address = address
    }

    package func perform(in transaction: Transaction) throws -> HostAnswer {
        let old = try transaction.host(named: host)
        guard mac != nil || address != nil else { throw RegistryError.host(.nothingToSet(old.name)) }
        let network = try transaction.network(old.network)
        let mac = mac ?? old.mac
        let address = address ?? old.address
        try transaction.check(mac: mac, ofHost: old.id)
        let lease = try transaction.endLease(of: old, on: network)
        try transaction.deleteHost(old.id)
        try transaction.endOtherLease(of: mac, than: address)
        if address != old.address {
            try transaction.rest(old.address, after: lease, on: network)
        }
        try transaction.take(address: address, for: mac, on: network)
        let new = try transaction.insertHost(
            id: old.id, named: old.name, on: network.id, mac: mac, address: address, created: old.created)
        try transaction.recordHost(.hostChanged, new, on: network, detail: "was \(old.address), \(old.mac)")
        return try transaction.answer(for: new, on: network)
    }
}
