internal import Addresses
internal import GRDB

extension Transaction {
    /// Which machines the subject belongs to now.
    func whoIs(_ subject: WhoIsSubject) throws -> [WhoIsAnswer] {
        switch subject {
        case .mac(let mac):
            return try interfaces("public_interface.mac = ?", [mac], match: .public)
                + hosts("host.mac = ?", [mac]) + guests("lease.mac = ?", [mac])
                + interfaces("machine.private_mac = ?", [mac], match: .private)
        case .address(let address):
            return try interfaces("lease.address = ?", [address], match: .public)
                + hosts("host.address = ?", [address]) + guests("lease.address = ?", [address])
                + interfaces("machine.private_address = ?", [address], match: .private)
        case .name(let name):
            let labels = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard let first = labels.first else { return [] }
            let alias = try interfaces("alias.name = ?", [first], match: .public)
                .filter { labels.count == 1 || Names.areSame($0.fqdn ?? "", name) }
            let host = try hosts("host.name = ?", [first])
                .filter { labels.count == 1 || Names.areSame($0.fqdn ?? "", name) }
            guard host.isEmpty else { return host }
            guard alias.isEmpty, labels.count >= 2 else { return alias }
            let readable = try interfaces(
                "machine.name = ? AND environment.name = ?", [first, labels[1]], match: .public)
            guard labels.count == 3 else { return readable }
            return try readable.filter { answer in
                try answer.network.map { try Names.areSame(network(named: $0).settings.domain.description, labels[2]) }
                    ?? false
            }
        }
    }

    private func hosts(_ condition: String, _ arguments: StatementArguments) throws -> [WhoIsAnswer] {
        try hosts(where: condition, arguments).map { host in
            let network = try network(host.network)
            return WhoIsAnswer(
                name: host.name, environment: nil, match: .host, network: network.name,
                fqdn: "\(host.name).\(network.settings.domain)", mac: host.mac, address: host.address, at: nil)
        }
    }

    private func guests(_ condition: String, _ arguments: StatementArguments) throws -> [WhoIsAnswer] {
        try leases("WHERE \(condition)", arguments).filter { $0.isGuest && $0.lease.isLive(at: now.rawValue) }
            .map { record in
                WhoIsAnswer(
                    name: record.lease.mac.description, environment: nil, match: .guest, network: record.networkName,
                    fqdn: nil, mac: record.lease.mac, address: record.lease.address, at: nil)
            }
    }

    private func interfaces(
        _ condition: String, _ arguments: StatementArguments, match: WhoIsAnswer.Match
    ) throws -> [WhoIsAnswer] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT machine.name AS machine, environment.name AS environment, network.name AS network, network.domain,
                    alias.name AS alias, public_interface.mac, private_mac, private_address,
                    CASE WHEN lease.state = \(LeaseState.bound.rawValue) AND lease.expires > \(now.rawValue)
                        THEN lease.address END AS address
                FROM machine
                JOIN environment ON environment.id = machine.environment
                JOIN network ON network.id = environment.network
                LEFT JOIN alias ON alias.machine = machine.id
                LEFT JOIN public_interface ON public_interface.machine = machine.id
                LEFT JOIN lease ON lease.machine = machine.id
                WHERE \(condition) ORDER BY environment.id LIMIT \(WhoIs.limit)
                """, arguments: arguments)
        return try rows.map { row in
            let alias: String? = try row.optional("alias")
            let domain: DomainName = try row.value("domain")
            let isPrivate = match == .private
            return try WhoIsAnswer(
                name: row.value("machine"), environment: row.value("environment"), match: match,
                network: row.value("network"), fqdn: alias.map { "\($0).\(domain)" },
                mac: row.optional(isPrivate ? "private_mac" : "mac"),
                address: row.optional(isPrivate ? "private_address" : "address"), at: nil)
        }
    }
}
