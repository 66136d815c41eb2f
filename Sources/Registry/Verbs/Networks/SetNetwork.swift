package import Addresses

/// `network set`: what is not given stays. `--mac-pool`, `--range`, `--router` and `--name-server` replace.
package struct SetNetwork: Verb {
    package static let name = "network set"
    package static let kind = VerbKind.change

    package var network: String
    package var cidr: IPv4Network?
    package var range: IPv4Range?
    package var domain: DomainName?
    package var macPools: [MACRange]?
    package var routers: [IPv4Address]?
    package var nameServers: [IPv4Address]?
    package var leaseSeconds: Int64?
    package var privateBlock: IPv4Network?
    package var guestRange: Edit<IPv4Range>
    package var probes: Bool?
    package var rapidCommit: Bool?
    /// Whose machines `guest` is for; `nil`: all of the network's.
    package var role: String?
    package var guest: GuestEdits

    package init(
        network: String, cidr: IPv4Network? = nil, range: IPv4Range? = nil, domain: DomainName? = nil,
        macPools: [MACRange]? = nil, routers: [IPv4Address]? = nil, nameServers: [IPv4Address]? = nil,
        leaseSeconds: Int64? = nil, privateBlock: IPv4Network? = nil, guestRange: Edit<IPv4Range> = .keep,
        probes: Bool? = nil, rapidCommit: Bool? = nil, role: String? = nil, guest: GuestEdits = GuestEdits()
    ) {
        self.network = network
        self.cidr = cidr
        self.range = range
        self.domain = domain
        self.macPools = macPools
        self.routers = routers
        self.nameServers = nameServers
        self.leaseSeconds = leaseSeconds
        self.privateBlock = privateBlock
        self.guestRange = guestRange
        self.probes = probes
        self.rapidCommit = rapidCommit
        self.role = role
        self.guest = guest
    }

    package func perform(in transaction: Transaction) throws -> NetworkAnswer {
        var record = try transaction.network(named: network)
        try OptionRules.check(guest)
        let settings = try edited(record.settings)
        let others = try transaction.networks().filter { $0.id != record.id }
        try NetworkRules.check(settings, name: record.name, others: others, kept: record.settings.macPools)
        try transaction.refuseStranding(record, by: settings)
        try transaction.update(record, to: settings)
        record.settings = settings
        try transaction.record(Event(kind: .networkChanged, network: record.name, detail: settings.cidr.description))
        transaction.touchNetworks(record.id)
        return try transaction.answer(for: record)
    }

    private func edited(_ old: NetworkSettings) throws(RegistryError) -> NetworkSettings {
        var new = NetworkSettings(
            cidr: cidr ?? old.cidr, range: range ?? old.range, domain: domain ?? old.domain,
            macPools: macPools ?? old.macPools, routers: routers ?? old.routers,
            nameServers: nameServers ?? old.nameServers, leaseSeconds: leaseSeconds ?? old.leaseSeconds,
            privateBlock: privateBlock ?? old.privateBlock, guestRange: guestRange.applied(to: old.guestRange),
            probes: probes ?? old.probes, rapidCommit: rapidCommit ?? old.rapidCommit)
        new.guest = old.guest
        new.roles = old.roles
        try new.apply(guest, forRole: role)
        return new
    }
}
