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
