internal import Addresses
internal import GRDB

/// Gives out computer names that are nobody else's in the lab (R18).
///
/// NetBIOS sees the first 15 characters of a name, without regard to case: that much of it is unique.
struct ComputerNames {
    static let longest = 15

    private var taken: Set<String>

    init(taken: some Sequence<String>) {
        self.taken = Set(taken.map(Self.key))
    }

    /// Takes the name.
    ///
    /// - Returns: whether it was free.
    mutating func take(_ name: String) -> Bool {
        taken.insert(Self.key(name)).inserted
    }

    /// A name after the machine's old one: `db-server2` after `db-server`, as in the article; `node1-2` after `node1`.
    mutating func draw(after name: String) -> String {
        let separator = name.utf8.last.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false ? "-" : ""
        var number = 2
        while true {
            let suffix = "\(separator)\(number)"
            var base = name.prefix(max(1, Self.longest - suffix.utf8.count))
            while base.count > 1, base.hasSuffix("-") { base.removeLast() }
            let candidate = base + suffix
            if take(String(candidate)) { return String(candidate) }
            number += 1
        }
    }

    private static func key(_ name: String) -> String {
        name.prefix(longest).lowercased()
    }
}

extension Transaction {
    /// The names of all machines and hosts, of whatever environment and network: a copy may be moved.
    func computerNames() throws -> ComputerNames {
        try ComputerNames(
            taken: String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT lower(substr(name, 1, \(ComputerNames.longest))) FROM machine
                    UNION SELECT lower(substr(name, 1, \(ComputerNames.longest))) FROM host
                    """))
    }

    /// Checks a computer name that somebody has chosen, and takes it.
    func take(computerName name: String, for machine: String, from names: inout ComputerNames) throws -> String {
        let name = try Names.checkLabel(name, .machine)
        guard name.utf8.count <= ComputerNames.longest else {
            throw RegistryError.machine(.computerNameTooLong(name, machine: machine, limit: ComputerNames.longest))
        }
        guard names.take(name) else {
            throw RegistryError.machine(
                .computerNameTaken(name, machine: machine, owner: try owner(ofComputerName: name)))
        }
        return name
    }

    /// Who has the name; `nil` if it is another machine of the same command.
    private func owner(ofComputerName name: String) throws -> String? {
        let seen = String(name.prefix(ComputerNames.longest))
        return try String.fetchOne(
            database,
            sql: """
                SELECT environment.name || '/' || machine.name FROM machine
                JOIN environment ON environment.id = machine.environment
                WHERE substr(machine.name, 1, \(ComputerNames.longest)) = ?1 COLLATE NOCASE
                UNION ALL
                SELECT name FROM host WHERE substr(name, 1, \(ComputerNames.longest)) = ?1 COLLATE NOCASE
                LIMIT 1
                """, arguments: [seen])
    }
}
