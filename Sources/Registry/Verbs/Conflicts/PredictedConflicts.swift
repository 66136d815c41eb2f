internal import Addresses
internal import GRDB

extension Transaction {
    /// What machines of one network have in common (R12, R22, R28): they would collide if nothing was between their
    /// private networks. One line for each name, address or MAC, however many machines have it.
    ///
    /// - Parameter environment: only groups that it has part in.
    func predictedConflicts(of environment: EnvironmentRecord?) throws -> [ConflictAnswer] {
        var groups = ConflictGroups(only: environment?.id)
        // In the order in which they lie, with ids in place of names: there may be a hundred thousand machines.
        let machines = try Row.fetchCursor(
            database,
            sql: """
                SELECT machine.environment, environment.network, machine.name, private_address, private_mac
                FROM machine JOIN environment ON environment.id = machine.environment ORDER BY machine.id
                """)
        while let row = try machines.next() {
            groups.add(
                environment: row[0], network: row[1], name: row[2], address: row[3] as Int64?, mac: row[4] as Int64?)
        }
        let networks = try Dictionary(
            networks().map { ($0.id.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
        let found = groups.collisions
        let environments = try names(ofEnvironments: Set(found.flatMap(\.environments)))
        return found.prefix(ListConflicts.limit).compactMap { group in
            networks[group.network].map { answer(for: group, network: $0, environments) }
        }
    }

    private func names(ofEnvironments ids: Set<Int64>) throws -> [Int64: String] {
        let statement = try database.cachedStatement(sql: "SELECT name FROM environment WHERE id = ?")
        var names: [Int64: String] = [:]
        for id in ids { names[id] = try String.fetchOne(statement, arguments: [id]) }
        return names
    }

    private func answer(
        for group: ConflictGroup, network: String, _ names: [Int64: String]
    ) -> ConflictAnswer {
        let environments = group.environments.compactMap { names[$0] }
        let machine = group.isOfOneName ? group.name : nil
        var answer = ConflictAnswer(
            name: group.name, conflict: group.kind, kind: "\(group.kind.rawValue).same", severity: .info,
            source: .registry, predicted: true, network: network, environment: environments.first, machine: machine,
            mac: nil, address: nil, otherEnvironment: environments.dropFirst().first, otherMachine: machine,
            otherMAC: nil, environments: environments, first: now, last: now, count: group.count, detail: nil)
        let subject: String
        switch group.identity {
        case .name: subject = "the computer name \(group.name)"
        case .address(let number):
            answer.address = IPv4Address(rawValue: UInt32(truncatingIfNeeded: number))
            answer.name = answer.address?.description ?? ""
            subject = "the private address \(answer.name)"
        case .mac(let number):
            answer.mac = MACAddress(rawValue: UInt64(truncatingIfNeeded: number))
            answer.otherMAC = answer.mac
            answer.name = answer.mac?.description ?? ""
            subject = "the private MAC \(answer.name)"
        }
        answer.detail =
            "\(group.count) machines have \(subject); they may collide where their private networks are not kept apart"
        return answer
    }
}

/// Machines with the same name, address or MAC.
struct ConflictGroup {
    enum Identity: Hashable {
        case name, address(Int64), mac(Int64)
    }

    let network: Int64
    let identity: Identity
    /// Of its first machine.
    let name: String
    var isOfOneName = true
    /// The first ones.
    var environments: [Int64]
    var count = 1
    var isWanted: Bool

    var kind: ConflictKind {
        switch identity {
        case .name: .name
        case .address: .address
        case .mac: .mac
        }
    }
}

/// Gathers machines into groups in one pass.
private struct ConflictGroups {
    private struct Key: Hashable {
        let network: Int64
        let identity: ConflictGroup.Identity
        /// In lower case; empty where it is no name.
        let name: String
    }

    /// The only environment that is asked about.
    private let only: Int64?
    private var places: [Key: Int] = [:]
    private var groups: [ConflictGroup] = []
    private var lowered: [String: String] = [:]

    init(only: EnvironmentID?) {
        self.only = only?.rawValue
    }

    mutating func add(environment: Int64, network: Int64, name: String, address: Int64?, mac: Int64?) {
        let lower = lowered[name] ?? name.lowercased()
        lowered[name] = lower
        add(Key(network: network, identity: .name, name: lower), environment, name)
        if let address { add(Key(network: network, identity: .address(address), name: ""), environment, name) }
        if let mac { add(Key(network: network, identity: .mac(mac), name: ""), environment, name) }
    }

    private mutating func add(_ key: Key, _ environment: Int64, _ name: String) {
        guard let place = places[key] else {
            places[key] = groups.count
            groups.append(
                ConflictGroup(
                    network: key.network, identity: key.identity, name: name, environments: [environment],
                    isWanted: only == nil || only == environment))
            return
        }
        groups[place].count += 1
        if groups[place].environments.count < ConflictAnswer.environmentLimit {
            groups[place].environments.append(environment)
        }
        if groups[place].name != name { groups[place].isOfOneName = false }
        if environment == only { groups[place].isWanted = true }
    }

    /// Those of more than one machine: names, then addresses, then MACs; each in the order of their first machines.
    var collisions: [ConflictGroup] {
        let found = groups.filter { $0.count > 1 && $0.isWanted }
        return [ConflictKind.name, .address, .mac].flatMap { kind in found.filter { $0.kind == kind } }
    }
}
