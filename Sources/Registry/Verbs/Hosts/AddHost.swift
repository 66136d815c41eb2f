package import Addresses

/// `host add`: a name, and an address that one MAC has for good, for what is no machine of an environment.
package struct AddHost: Verb {
    package static let name = "host add"
    package static let kind = VerbKind.change

    package var host: String
    package var mac: MACAddress
    package var address: IPv4Address
    /// May be left out: the address says which.
    package var network: String?

    package init(host: String, mac: MACAddress, address: IPv4Address, network: String? = nil) {
        self.host = host
        self.mac = mac
        self.address = address
        self.network = network
    }

    package func perform(in transaction: Transaction) throws -> HostAnswer {
        let name = try transaction.checkFree(host: host)
        let network = try transaction.network(named: network, holding: address)
        try Names.checkHostName(name, domain: network.settings.domain)
        try transaction.check(mac: mac)
        try transaction.endOtherLease(of: mac, than: address)
        try transaction.take(address: address, for: mac, on: network)
        let record = try transaction.insertHost(
            named: name, on: network.id, mac: mac, address: address, created: transaction.now)
        try transaction.recordHost(.hostAdded, record, on: network)
        return try transaction.answer(for: record, on: network)
    }
}
