internal import Addresses
internal import GRDB

/// A condition on events that an index answers.
///
/// Events of leases are in the index of their MAC alone, so that a lease is written quickly; an alias, an environment or an
/// address leads to them by the MACs it has had. Other events are in an index for each of these.
struct EventSelection {
    var condition: String
    var arguments: StatementArguments

    /// The terms that say which of the two an event is; the partial indexes have the second.
    static let isOfLease = "substr(kind, 1, 6) = 'lease.'"
    static let isNotOfLease = "substr(kind, 1, 6) <> 'lease.'"

    static func anything(of mac: some DatabaseValueConvertible) -> EventSelection {
        EventSelection(condition: "mac = ?", arguments: [mac])
    }

    static func leases(at address: some DatabaseValueConvertible) -> EventSelection {
        EventSelection(
            condition: "mac IN (SELECT mac FROM past_tie WHERE address = ?) AND address = ? AND \(isOfLease)",
            arguments: [address, address])
    }

    static func others(at address: IPv4Address) -> EventSelection {
        EventSelection(condition: "address = ? AND \(isNotOfLease)", arguments: [address])
    }

    /// - Parameter alias: or a host's name.
    static func leases(ofAlias alias: String) -> EventSelection {
        EventSelection(
            condition:
                "mac IN (SELECT mac FROM event WHERE alias = ? AND \(isNotOfLease)) AND alias = ? AND \(isOfLease)",
            arguments: [alias, alias])
    }

    static func others(ofAlias alias: String) -> EventSelection {
        EventSelection(condition: "alias = ? AND \(isNotOfLease)", arguments: [alias])
    }

    /// - Parameters:
    ///   - name: while it was the environment's name.
    ///   - macs: those that its machines have had.
    static func leases(
        ofEnvironment name: EnvironmentName, machine: String?, macs: String
    ) -> EventSelection {
        EventSelection(
            condition:
                "mac IN (SELECT value FROM json_each(?)) AND environment = ? AND id > ? AND id <= ? AND \(isOfLease)",
            arguments: [macs, name.name, name.after, name.through]
        ).ofMachine(machine, column: "machine")
    }

    static func others(ofEnvironment name: EnvironmentName, machine: String?) -> EventSelection {
        EventSelection(
            condition: "environment = ? AND id > ? AND id <= ? AND \(isNotOfLease)",
            arguments: [name.name, name.after, name.through]
        ).ofMachine(machine, column: "machine")
    }

    /// Conflicts whose other side it was.
    static func otherSide(ofEnvironment name: EnvironmentName, machine: String?) -> EventSelection {
        EventSelection(
            condition: "other_environment = ? AND id > ? AND id <= ?",
            arguments: [name.name, name.after, name.through]
        ).ofMachine(machine, column: "other_machine")
    }

    private func ofMachine(_ machine: String?, column: String) -> EventSelection {
        machine.map { and("\(column) = ?", [$0]) } ?? self
    }

    func and(_ term: String, _ more: StatementArguments = []) -> EventSelection {
        EventSelection(condition: "\(condition) AND \(term)", arguments: arguments + more)
    }
}

extension Transaction {
    /// The MACs that machines have had while their environment was called so, as JSON.
    func macs(ofEnvironments names: [EnvironmentName], machine: String?) throws -> String {
        var macs: Set<Int64> = []
        for name in names {
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT mac FROM event INDEXED BY event_of_names
                    WHERE environment = ?1 AND \(Self.namesOnly) AND id > ?2 AND id <= ?3 AND mac IS NOT NULL
                        AND (?4 IS NULL OR machine = ?4)
                    """,
                arguments: [name.name, name.after, name.through, machine])
            while let row = try rows.next() { macs.insert(row[0]) }
        }
        return "[\(macs.sorted().map(String.init).joined(separator: ","))]"
    }
}
