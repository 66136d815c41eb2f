internal import Addresses
internal import AliasTable
internal import Datagrams
internal import Logging
internal import NameServer
internal import Registry

/// What the registry publishes into and the name server answers from.
struct NamePublishing: Sendable {
    let zones: ServedZones
    let data: NameData
    private let table: AliasTable
    private let always: [ClientNetwork]

    init(settings: ProcessSettings, log: Logger) {
        table = AliasTable()
        let listening = settings.dnsListen
        zones = ServedZones(table: table, logger: log) { Self.nameServerAddress(for: $0, listening: listening) }
        always =
            settings.dnsAllow + InterfaceAddress.all().map { .ipv4($0.network) }
            + IPv6InterfaceAddress.all().map { .ipv6($0.network) }
        data = NameData(
            aliases: table, zones: zones.published,
            access: Published(AccessList(always), quietPoints: table.quietPoints), policy: settings.dnsPolicy)
    }

    /// The publisher belongs to the thread that calls it: the registry's writer.
    func makePublisher() -> AliasPublisher {
        AliasPublisher(table: table, zones: zones) { [always, access = data.access] networks in
            access.replace(with: AccessList(always + networks.map { .ipv4($0.cidr) }))
        }
    }

    /// Where clients of a network reach this server: an address that is listened on inside the network, else one that is
    /// listened on at all, else an address of this host inside the network.
    private static func nameServerAddress(for network: IPv4Network, listening: [SocketAddress]) -> IPv4Address? {
        let specific = listening.compactMap { address -> IPv4Address? in
            guard case .ipv4(let host) = address.host, !address.isWildcard else { return nil }
            return host
        }
        let own = InterfaceAddress.all().map(\.address)
        return specific.first(where: network.contains) ?? own.first(where: network.contains) ?? specific.first
            ?? own.first
    }
}
