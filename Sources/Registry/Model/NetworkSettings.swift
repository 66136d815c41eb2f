package import Addresses

/// Everything about a network that `network add` and `network set` can say.
package struct NetworkSettings: Codable, Hashable, Sendable {
    package var cidr: IPv4Network
    /// The addresses that machines may be leased.
    package var range: IPv4Range
    package var domain: DomainName
    /// Where public MACs come from; at least one, used in this order.
    package var macPools: [MACRange]
    /// The routers that guests are told, the one to be used first.
    package var routers: [IPv4Address]
    package var nameServers: [IPv4Address]
    package var leaseSeconds: Int64
    /// What the private addresses of the network's environments are taken from.
    package var privateBlock: IPv4Network
    /// Addresses for guests that are no clones; `nil`: such guests get silence.
    package var guestRange: IPv4Range?
    /// Whether an address is asked for by ARP before it is given to a machine that is not using it.
    package var probes: Bool
    /// Whether a client that asks for it is acknowledged at once (RFC 4039).
    package var rapidCommit: Bool
    /// What guests are told besides.
    package var guest = GuestSettings()
    /// What machines of a role are told, over what the network says. The roles are in lower case.
    package var roles: [String: GuestSettings] = [:]

    package static let defaultLeaseSeconds: Int64 = 600
    package static let leaseSecondsBounds: ClosedRange<Int64> = 10...31_536_000
    /// An ARP cache's minute, and the longest TTL of what the registry says.
    private static let shortestRestSeconds: Int64 = 60 + 30

    /// How long what was freed rests: until no lease, no ARP cache and no resolver can believe in it any more.
    static func restSeconds(afterLeaseOf leaseSeconds: Int64) -> Int64 {
        max(leaseSeconds, shortestRestSeconds)
    }

    /// The original product's default (article, R45).
    package static let defaultPrivateBlock = IPv4Network(containing: IPv4Address(192, 168, 23, 0), prefixLength: 24)

    package init(
        cidr: IPv4Network, range: IPv4Range, domain: DomainName, macPools: [MACRange], routers: [IPv4Address] = [],
        nameServers: [IPv4Address] = [], leaseSeconds: Int64? = nil, privateBlock: IPv4Network? = nil,
        guestRange: IPv4Range? = nil, probes: Bool? = nil, rapidCommit: Bool? = nil
    ) {
        self.cidr = cidr
        self.range = range
        self.domain = domain
        self.macPools = macPools
        self.routers = routers
        self.nameServers = nameServers
        self.leaseSeconds = leaseSeconds ?? Self.defaultLeaseSeconds
        self.privateBlock = privateBlock ?? Self.defaultPrivateBlock ?? cidr
        self.guestRange = guestRange
        self.probes = probes ?? true
        self.rapidCommit = rapidCommit ?? false
    }
}
