package import Addresses
internal import GRDB

/// A network as `network add`, `set`, `show` and `list` print it, with what is in use.
package struct NetworkAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var cidr: IPv4Network
    package var range: IPv4Range
    package var domain: DomainName
    package var macPools: [MACRange]
    @ExplicitNull package var router: IPv4Address?
    package var nameServers: [IPv4Address]
    package var leaseSeconds: Int64
    package var privateBlock: IPv4Network
    @ExplicitNull package var guestRange: IPv4Range?
    package var environmentCount: Int
    package var machineCount: Int
    package var macs: PoolUse
    package var addresses: PoolUse
}

extension Transaction {
    func answer(for network: NetworkRecord) throws -> NetworkAnswer {
        let settings = network.settings
        return try NetworkAnswer(
            name: network.name, cidr: settings.cidr, range: settings.range, domain: settings.domain,
            macPools: settings.macPools, router: settings.router, nameServers: settings.nameServers,
            leaseSeconds: settings.leaseSeconds, privateBlock: settings.privateBlock, guestRange: settings.guestRange,
            environmentCount: count("environment WHERE network = ?", [network.id]),
            machineCount: count(
                "machine JOIN environment ON environment.id = machine.environment WHERE environment.network = ?",
                [network.id]),
            macs: macUse(of: network), addresses: addressUse(of: network))
    }
}
