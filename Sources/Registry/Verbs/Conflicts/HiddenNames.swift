internal import Addresses
internal import GRDB

/// A name at which a zone file has a record.
package struct ZoneName: Codable, Hashable, Sendable {
    package var name: String
    /// `Zones/lab.contoso.com.zone:12`
    package var place: String
    /// It is a zone cut or a DNAME: everything below is somebody else's.
    package var cutsOff: Bool

    package init(name: String, place: String, cutsOff: Bool) {
        self.name = name
        self.place = place
        self.cutsOff = cutsOff
    }
}

extension Transaction {
    /// Readable names and hosts that a zone file's record hides: whoever asks by them is told something else. Aliases
    /// always win.
    func hiddenNames(_ names: [ZoneName], of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        guard !names.isEmpty else { return [] }
        let networks = try networks()
        var answers: [ConflictAnswer] = []
        for zoneName in names.prefix(ListConflicts.limit) {
            guard let name = DomainName(zoneName.name) else { continue }
            for network in networks where name.isAtOrBelow(network.settings.domain) {
                let labels = name.labels.dropLast(network.settings.domain.labels.count)
                    .map { String(decoding: $0, as: UTF8.self) }
                answers += try hidden(by: zoneName, labels, on: network)
                    .filter { environment == nil || Names.areSame($0.environment ?? "", environment?.name ?? "") }
            }
        }
        return answers
    }

    private func hidden(
        by zoneName: ZoneName, _ labels: [String], on network: NetworkRecord
    ) throws -> [ConflictAnswer] {
        switch labels.count {
        case 1:
            if let host = try hosts(where: "name = ? AND network = ?", [labels[0], network.id]).first {
                return [answer(host.name, nil, nil, by: zoneName, on: network)]
            }
            guard zoneName.cutsOff else { return [] }
            return try machines("environment.name = ?", [labels[0]], on: network)
                .map {
                    answer("\($0.machine).\($0.environment)", $0.machine, $0.environment, by: zoneName, on: network)
                }
        case 2:
            return try machines("environment.name = ? AND machine.name = ?", [labels[1], labels[0]], on: network)
                .map {
                    answer("\($0.machine).\($0.environment)", $0.machine, $0.environment, by: zoneName, on: network)
                }
        default: return []
        }
    }

    private func machines(
        _ condition: String, _ arguments: StatementArguments, on network: NetworkRecord
    ) throws -> [(machine: String, environment: String)] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT machine.name AS machine, environment.name AS environment
                FROM environment JOIN machine ON machine.environment = environment.id
                JOIN alias ON alias.machine = machine.id
                WHERE \(condition) AND environment.network = ? ORDER BY machine.ordinal
                """, arguments: arguments + [network.id]
        ).map { try ($0.value("machine"), $0.value("environment")) }
    }

    private func answer(
        _ name: String, _ machine: String?, _ environment: String?, by zoneName: ZoneName, on network: NetworkRecord
    ) -> ConflictAnswer {
        ConflictAnswer(
            name: name, conflict: .name, kind: "name.hidden", severity: .warning, source: .name, predicted: false,
            network: network.name, environment: environment, machine: machine, mac: nil, address: nil,
            otherEnvironment: nil, otherMachine: nil, otherMAC: nil, environments: environment.map { [$0] } ?? [],
            first: now, last: now, count: 1,
            detail: "\(zoneName.place) has a record at \(zoneName.name), which hides \(name).\(network.settings.domain)"
        )
    }
}
