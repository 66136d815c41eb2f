internal import Addresses
internal import GRDB

/// The past, as far as the history tells it: the last event before that moment that speaks of the subject, unless it is
/// the one that ended it.
extension Transaction {
    func whoWas(_ subject: WhoIsSubject, at time: UTCTime) throws -> [WhoIsAnswer] {
        let event: EventAnswer? =
            switch subject {
            case .mac(let mac):
                try last("mac = ?", [mac], before: time, of: Self.interfaceEvents)
            case .address(let address):
                try last("address = ?", [address], before: time, of: Self.leaseEvents)
            case .name(let name):
                try lastEvent(ofName: name, before: time)
            }
        if let stranger = try strangerThen(subject, event, at: time) { return [stranger] }
        guard let event, let environment = event.environment, let machine = event.machine, !Self.isEnd(event.kind)
        else {
            return []
        }
        var answer = WhoIsAnswer(
            name: machine, environment: environment, match: .public, network: event.network, fqdn: event.alias,
            mac: event.mac, address: nil, at: time)
        if let network = event.network, let alias = event.alias, let record = try? self.network(named: network) {
            answer.fqdn = "\(alias).\(record.settings.domain)"
        }
        if let mac = event.mac, let lease = try last("mac = ?", [mac], before: time, of: Self.leaseEvents),
            !Self.isEnd(lease.kind)
        {
            answer.address = lease.address
        }
        return [answer]
    }

    /// The host or the guest that the subject belonged to.
    ///
    /// - Parameter event: the last that says whose the subject was, if it was a machine's or a guest's.
    private func strangerThen(
        _ subject: WhoIsSubject, _ event: EventAnswer?, at time: UTCTime
    ) throws -> WhoIsAnswer? {
        let host: EventAnswer? =
            switch subject {
            case .mac(let mac): try last("mac = ?", [mac], before: time, of: Self.hostEvents)
            case .address(let address): try last("address = ?", [address], before: time, of: Self.hostEvents)
            case .name(let name):
                try last(
                    "alias = ?", [String(name.prefix { $0 != "." })], before: time, of: Self.hostEvents)
            }
        if let host, let name = host.alias, host.kind != EventKind.hostRemoved.rawValue,
            try isCurrent(host, name, at: time)
        {
            let domain = host.network.flatMap { try? self.network(named: $0) }?.settings.domain
            return WhoIsAnswer(
                name: name, environment: nil, match: .host, network: host.network,
                fqdn: domain.map { "\(name).\($0)" }, mac: host.mac, address: host.address, at: time)
        }
        let lease: EventAnswer? =
            switch subject {
            case .mac(let mac): try last("mac = ?", [mac], before: time, of: Self.leaseEvents)
            case .address, .name: event
            }
        guard let lease, lease.kind == LeaseEvent.Kind.leaseBegan.rawValue, lease.environment == nil,
            lease.alias == nil, let mac = lease.mac
        else { return nil }
        return WhoIsAnswer(
            name: mac.description, environment: nil, match: .guest, network: lease.network, fqdn: nil, mac: mac,
            address: lease.address, at: time)
    }

    /// Whether the event is the host's last one: a later one may have given it another address or MAC.
    private func isCurrent(_ event: EventAnswer, _ name: String, at time: UTCTime) throws -> Bool {
        try last("alias = ?", [name], before: time, of: Self.hostEvents) == event
    }

    private static let hostEvents = [
        EventKind.hostAdded.rawValue, EventKind.hostChanged.rawValue, EventKind.hostRemoved.rawValue,
    ]
    private static let interfaceEvents = [EventKind.machineAdded.rawValue, EventKind.machineRemoved.rawValue]
    private static let leaseEvents = [
        LeaseEvent.Kind.leaseBegan.rawValue, LeaseEvent.Kind.leaseExpired.rawValue,
        LeaseEvent.Kind.leaseReleased.rawValue, LeaseEvent.Kind.leaseDeclined.rawValue,
        LeaseEvent.Kind.leaseTakenOver.rawValue, EventKind.leaseEnded.rawValue,
    ]

    private static func isEnd(_ kind: String) -> Bool {
        kind != EventKind.machineAdded.rawValue && kind != LeaseEvent.Kind.leaseBegan.rawValue
    }

    private func lastEvent(ofName name: String, before time: UTCTime) throws -> EventAnswer? {
        let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard let first = labels.first else { return nil }
        if let event = try last("alias = ?", [first], before: time, of: Self.interfaceEvents) { return event }
        guard labels.count >= 2 else { return nil }
        return try last("environment = ? AND machine = ?", [labels[1], first], before: time, of: Self.interfaceEvents)
    }

    private func last(
        _ condition: String, _ arguments: StatementArguments, before time: UTCTime, of kinds: [String]
    ) throws -> EventAnswer? {
        let list = kinds.map { "'\($0)'" }.joined(separator: ", ")
        return try events(
            "\(condition) AND kind IN (\(list)) AND at < ?", arguments + [(time.rawValue + 1) * 1000], limit: 1
        ).first
    }
}
