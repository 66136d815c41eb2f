package import Addresses

/// What the lease server needs to know of a network.
///
/// Every decision hands it on a few times. So what has no fixed size stands apart, behind one reference, and a copy costs
/// little.
package struct LeaseNetwork: Hashable, Sendable {
    package var id: NetworkID
    package var cidr: IPv4Network
    /// The addresses it may give out to machines.
    package var range: IPv4Range
    /// The addresses for guests that are no clones, none of them in `range`; `nil`: such guests get silence.
    package var guestRange: IPv4Range?
    package var leaseSeconds: Int64
    /// How long an address rests after it was freed, in seconds.
    package var restSeconds: Int64
    /// Whether an address is asked for on the wire before it is given to a machine that is not using it (RFC 2131 §2.2).
    package var probes: Bool
    /// Whether a DISCOVER with option 80 is answered by an ACK (RFC 4039).
    package var rapidCommit: Bool
    private var details: Details

    /// What is not looked at for every message, or is a set of any size.
    private struct Contents: Hashable {
        var name: String
        var domain: DomainName
        var routers: [IPv4Address]
        var nameServers: [IPv4Address]
        var excluded: Set<IPv4Address>
        var guest: GuestSettings
        var roles: [String: GuestSettings]
    }

    private final class Details: Hashable, Sendable {
        let contents: Contents

        init(_ contents: Contents) {
            self.contents = contents
        }

        func changed<Value>(_ path: WritableKeyPath<Contents, Value>, to value: Value) -> Details {
            var contents = contents
            contents[keyPath: path] = value
            return Details(contents)
        }

        static func == (one: Details, other: Details) -> Bool {
            one === other || one.contents == other.contents
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(contents)
        }
    }

    package init(
        id: NetworkID, name: String, cidr: IPv4Network, range: IPv4Range, guestRange: IPv4Range? = nil,
        domain: DomainName, routers: [IPv4Address], nameServers: [IPv4Address], leaseSeconds: Int64,
        restSeconds: Int64, excluded: Set<IPv4Address>, probes: Bool = false, rapidCommit: Bool = false,
        guest: GuestSettings = GuestSettings(),
        roles: [String: GuestSettings] = [:]
    ) {
        self.id = id
        self.cidr = cidr
        self.range = range
        self.guestRange = guestRange
        self.leaseSeconds = leaseSeconds
        self.restSeconds = restSeconds
        self.probes = probes
        self.rapidCommit = rapidCommit
        details = Details(
            Contents(
                name: name, domain: domain, routers: routers, nameServers: nameServers, excluded: excluded,
                guest: guest, roles: roles))
    }

    package var name: String {
        get { details.contents.name }
        set { details = details.changed(\.name, to: newValue) }
    }
    package var domain: DomainName {
        get { details.contents.domain }
        set { details = details.changed(\.domain, to: newValue) }
    }
    package var routers: [IPv4Address] {
        get { details.contents.routers }
        set { details = details.changed(\.routers, to: newValue) }
    }
    package var nameServers: [IPv4Address] {
        get { details.contents.nameServers }
        set { details = details.changed(\.nameServers, to: newValue) }
    }
    /// Addresses in the ranges that are somebody's: the router, name servers, the network and broadcast address.
    package var excluded: Set<IPv4Address> {
        get { details.contents.excluded }
        set { details = details.changed(\.excluded, to: newValue) }
    }
    /// What its machines are told besides.
    package var guest: GuestSettings {
        get { details.contents.guest }
        set { details = details.changed(\.guest, to: newValue) }
    }
    /// What machines of a role are told, over what the network says.
    package var roles: [String: GuestSettings] {
        get { details.contents.roles }
        set { details = details.changed(\.roles, to: newValue) }
    }

    /// The addresses of one kind; `nil` if the network has none.
    package func addresses(for kind: RangeKind) -> IPv4Range? {
        switch kind {
        case .lease: range
        case .guest: guestRange
        }
    }
}
