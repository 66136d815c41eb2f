internal import Addresses
internal import GRDB

/// The past, as far as the history tells it: the last event before the end of a second that speaks of the subject, unless
/// it is one that ended something.
struct Past {
    let transaction: Transaction
    /// The moment asked about.
    let time: UTCTime

    /// Milliseconds; events before it count.
    private var end: Int64 { time.adding(seconds: 1).rawValue * 1000 }

    func owners(of subject: WhoIsSubject) throws -> [WhoIsAnswer] {
        switch subject {
        case .mac(let mac):
            return try publicOwner(of: mac) ?? host(.anything(of: mac)) ?? guest(.anything(of: mac))
                ?? privateOwners("private_mac = ?", [mac])
        case .address(let address):
            return try tenant(of: address) ?? host(.others(at: address))
                ?? privateOwners("private_address = ?", [address])
        case .name(let name):
            let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard let first = labels.first else { return [] }
            // An alias was one machine's only, whatever the domain was.
            let alias = try last(.others(ofAlias: first), of: Self.interfaceEvents)
            if let found = try alias.flatMap(machine) { return found }
            if let found = try host(.others(ofAlias: first)) {
                return found.filter { labels.count == 1 || Names.areSame($0.fqdn ?? first, name) }
            }
            return try readable(labels) ?? []
        }
    }

    // MARK: Machines

    private static let interfaceEvents = [EventKind.machineAdded.rawValue, EventKind.machineRemoved.rawValue]
    static let leaseEvents = [
        LeaseEvent.Kind.leaseBegan.rawValue, LeaseEvent.Kind.leaseExpired.rawValue,
        LeaseEvent.Kind.leaseReleased.rawValue, LeaseEvent.Kind.leaseDeclined.rawValue,
        LeaseEvent.Kind.leaseTakenOver.rawValue, EventKind.leaseEnded.rawValue,
    ]

    private func publicOwner(of mac: MACAddress) throws -> [WhoIsAnswer]? {
        try last(.anything(of: mac), of: Self.interfaceEvents).flatMap(machine)
    }

    /// Who had the address by a lease.
    private func tenant(of address: IPv4Address) throws -> [WhoIsAnswer]? {
        guard let lease = try last(.leases(at: address), of: Self.leaseEvents), try isRunning(lease) else {
            return nil
        }
        if lease.answer.environment != nil {
            let added = try lease.answer.mac.flatMap { try last(.anything(of: $0), of: Self.interfaceEvents) }
            if let found = try added.flatMap(machine) { return found }
            return try machine(lease)
        }
        return lease.answer.alias == nil ? guest(lease) : nil
    }

    /// The machine of an event, with the names and the address of the moment asked about; `nil` if the event ended it.
    private func machine(_ event: EventRow) throws -> [WhoIsAnswer]? {
        guard event.answer.kind != EventKind.machineRemoved.rawValue, let environment = event.answer.environment,
            let machine = event.answer.machine
        else { return nil }
        return try [
            WhoIsAnswer(
                name: machine,
                environment: transaction.name(ofEnvironment: environment, since: event.id, before: end), match: .public,
                network: event.answer.network, fqdn: fqdn(event.answer), mac: event.answer.mac,
                address: event.answer.mac.flatMap(address), at: time)
        ]
    }

    private func address(of mac: MACAddress) throws -> IPv4Address? {
        guard let lease = try last(.anything(of: mac), of: Self.leaseEvents), try isRunning(lease) else { return nil }
        return lease.answer.address
    }

    /// Whether the lease that the event is the last of went on until the moment asked about. One that ended while nobody
    /// served has no event of its end; the lease itself knows it, unless it has begun again.
    private func isRunning(_ event: EventRow) throws -> Bool {
        guard event.answer.kind == LeaseEvent.Kind.leaseBegan.rawValue else { return false }
        guard let mac = event.answer.mac, let lease = try transaction.lease(.mac(mac))?.lease,
            lease.address == event.answer.address, lease.expires <= time.rawValue
        else { return true }
        let later = EventSelection.anything(of: mac)
            .and("id > ? AND kind = ?", [event.id, LeaseEvent.Kind.leaseBegan.rawValue])
        return try !transaction.events(later, limit: 1).isEmpty
    }

    private func fqdn(_ event: EventAnswer) -> String? {
        event.alias.map { alias in domain(of: event).map { "\(alias).\($0)" } ?? alias }
    }

    private func domain(of event: EventAnswer) -> DomainName? {
        event.network.flatMap { try? transaction.network(named: $0) }?.settings.domain
    }

    // MARK: Readable names

    /// The machine of `machine.environment`, by the environment's name of the moment asked about.
    private func readable(_ labels: [String]) throws -> [WhoIsAnswer]? {
        guard labels.count >= 2 else { return nil }
        let ofEnvironment = EventSelection(
            condition: "environment = ? AND machine IS NULL AND \(Transaction.namesOnly) AND at < ?",
            arguments: [labels[1], end])
        let environment = try transaction.events(ofEnvironment, limit: 1).first
        if let environment {
            // Deleted, or called otherwise since.
            let kind = environment.answer.kind
            guard kind != EventKind.environmentDeleted.rawValue else { return nil }
            let name = try transaction.name(ofEnvironment: labels[1], since: environment.id - 1, before: end)
            guard Names.areSame(name, labels[1]) else { return nil }
        }
        let newest = try Int64.fetchOne(transaction.database, sql: "SELECT max(id) FROM event") ?? 0
        // Nothing is told of that name up to then: it had no other.
        let names =
            try environment.map { try transaction.names(ofEnvironment: labels[1], until: $0.id) }
            ?? [EnvironmentName(name: labels[1], after: 0, through: newest)]
        for name in names {
            let through = name.through == environment?.id ? newest : name.through
            let ofMachine = EventSelection(
                condition: "environment = ? AND machine = ? AND \(Transaction.namesOnly) AND id > ? AND id <= ?",
                arguments: [name.name, labels[0], name.after, through])
            let event = try last(ofMachine, of: Self.interfaceEvents)
            if let event { return hasDomain(event, labels) ? try machine(event) : nil }
        }
        return nil
    }

    /// Whether what follows `machine.environment` is the domain of the machine's network, as far as that is known.
    private func hasDomain(_ event: EventRow, _ labels: [String]) -> Bool {
        guard labels.count == 3, let domain = domain(of: event.answer) else { return true }
        return Names.areSame(domain.description, labels[2])
    }

    // MARK: Hosts, guests and private interfaces

    private static let hostEvents = [
        EventKind.hostAdded.rawValue, EventKind.hostChanged.rawValue, EventKind.hostRemoved.rawValue,
    ]

    private func host(_ selection: EventSelection) throws -> [WhoIsAnswer]? {
        guard let event = try last(selection, of: Self.hostEvents), let name = event.answer.alias,
            event.answer.kind != EventKind.hostRemoved.rawValue,
            // A later event may have given it another address or MAC.
            try last(.others(ofAlias: name), of: Self.hostEvents)?.id == event.id
        else { return nil }
        return [
            WhoIsAnswer(
                name: name, environment: nil, match: .host, network: event.answer.network, fqdn: fqdn(event.answer),
                mac: event.answer.mac, address: event.answer.address, at: time)
        ]
    }

    private func guest(_ selection: EventSelection) throws -> [WhoIsAnswer]? {
        guard let lease = try last(selection, of: Self.leaseEvents), try isRunning(lease),
            lease.answer.environment == nil, lease.answer.alias == nil
        else { return nil }
        return guest(lease)
    }

    private func guest(_ lease: EventRow) -> [WhoIsAnswer]? {
        lease.answer.mac.map { mac in
            [
                WhoIsAnswer(
                    name: mac.description, environment: nil, match: .guest, network: lease.answer.network, fqdn: nil,
                    mac: mac, address: lease.answer.address, at: time)
            ]
        }
    }

    /// Every machine that had the private address or MAC: in each clone there is one.
    private func privateOwners(_ condition: String, _ arguments: StatementArguments) throws -> [WhoIsAnswer] {
        let rows = try Row.fetchCursor(
            transaction.database,
            sql: """
                SELECT id, kind, network, environment, machine, alias, private_address, private_mac FROM event
                WHERE \(condition) AND at < ? ORDER BY id
                """, arguments: arguments + [end])
        var owners: [String: (id: Int64, environment: String, answer: WhoIsAnswer)] = [:]
        while let row = try rows.next() {
            let environment: String = try row.optional("environment") ?? ""
            let machine: String = try row.value("machine")
            let alias: String? = try row.optional("alias")
            // A domain controller has no alias; its environment may have been renamed in between.
            let id: Int64 = try row.value("id")
            let key = try alias ?? "\(machine).\(transaction.name(ofEnvironment: environment, since: id, before: end))"
            guard try row.value("kind") == EventKind.machineAdded.rawValue else {
                owners[key] = nil
                continue
            }
            let network: String? = try row.optional("network")
            owners[key] = try (
                id, environment,
                WhoIsAnswer(
                    name: machine, environment: nil, match: .private, network: network, fqdn: alias,
                    mac: row.optional("private_mac"), address: row.optional("private_address"), at: time)
            )
        }
        var domains: [String: DomainName?] = [:]
        return try owners.values.sorted { $0.id < $1.id }.prefix(WhoIs.limit).map { owner in
            var answer = owner.answer
            answer.environment = try transaction.name(ofEnvironment: owner.environment, since: owner.id, before: end)
            if let network = answer.network, let alias = answer.fqdn {
                let domain = domains[network] ?? (try? transaction.network(named: network))?.settings.domain
                domains[network] = domain
                answer.fqdn = domain.map { "\(alias).\($0)" } ?? alias
            }
            return answer
        }
    }

    private func last(_ selection: EventSelection, of kinds: [String]) throws -> EventRow? {
        let list = kinds.map { "'\($0)'" }.joined(separator: ", ")
        return try transaction.events(selection.and("kind IN (\(list)) AND at < ?", [end]), limit: 1).first
    }
}
