package import Addresses

/// What the lease server needs to know of a network.
package struct LeaseNetwork: Hashable, Sendable {
    package var id: NetworkID
    package var name: String
    package var cidr: IPv4Network
    /// The addresses it may give out to machines.
    package var range: IPv4Range
    /// The addresses for guests that are no clones, none of them in `range`; `nil`: such guests get silence.
    package var guestRange: IPv4Range?
    package var domain: DomainName
    package var routers: [IPv4Address]
    package var nameServers: [IPv4Address]
    package var leaseSeconds: Int64
    /// How long an address rests after it was freed, in seconds.
    package var restSeconds: Int64
    /// Addresses in the ranges that are somebody's: the router, name servers, the network and broadcast address.
    package var excluded: Set<IPv4Address>
    /// Whether an address is asked for on the wire before it is given to a machine that is not using it (RFC 2131 §2.2).
    package var probes: Bool
    /// Whether a DISCOVER with option 80 is answered by an ACK (RFC 4039).
    package var rapidCommit: Bool
    /// What its machines are told besides.
    package var guest: GuestSettings
    /// What machines of a role are told, over what the network says.
    package var roles: [String: GuestSettings]

    package init(
        id: NetworkID, name: String, cidr: IPv4Network, range: IPv4Range, guestRange: IPv4Range? = nil,
        domain: DomainName, routers: [IPv4Address], nameServers: [IPv4Address], leaseSeconds: Int64,
        restSeconds: Int64, excluded: Set<IPv4Address>, probes: Bool = false, rapidCommit: Bool = false,
        guest: GuestSettings = GuestSettings(),
        roles: [String: GuestSettings] = [:]
    ) {
        self.id = id
        self.name = name
        self.cidr = cidr
        self.range = range
        self.guestRange = guestRange
        self.domain = domain
        self.routers = routers
        self.nameServers = nameServers
        self.leaseSeconds = leaseSeconds
        self.restSeconds = restSeconds
        self.excluded = excluded
        self.guest = guest
        self.roles = roles
        self.probes = probes
        self.rapidCommit = rapidCommit
    }

    /// The addresses of one kind; `nil` if the network has none.
    package func addresses(for kind: RangeKind) -> IPv4Range? {
        switch kind {
        case .lease: range
        case .guest: guestRange
        }
    }
}
