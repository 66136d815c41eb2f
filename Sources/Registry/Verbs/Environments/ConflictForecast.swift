internal import Addresses
internal import GRDB

/// What would collide if a clone's machines had only what they have inside, on the network that they share with others
/// (R12): by computer name, by address, by MAC. They are forecasts; what comes of each depends on the guests and the network
/// (R13).
extension Transaction {
    /// How many machines a conflict names.
    private static let namedLimit = 8

    func conflictsWithoutIsolation(of blueprint: CloneBlueprint) throws -> [PlannedConflict] {
        let machines = blueprint.machines
        let names = try owners(
            "machine.name", of: machines.map { $0.name.lowercased().databaseValue }, lowered: true,
            // On another segment the names meet in DNS (R15, R16).
            "(environment.network = ? OR network.domain = ?)",
            [blueprint.network.id, blueprint.network.settings.domain],
            for: blueprint)
        let here = "environment.network = ?"
        let addresses = try owners(
            "private_address", of: machines.compactMap { $0.privateAddress?.databaseValue }, here,
            [blueprint.network.id], for: blueprint)
        let macs = try owners(
            "private_mac", of: machines.compactMap { $0.privateMAC?.databaseValue }, here, [blueprint.network.id],
            for: blueprint)
        var conflicts: [PlannedConflict] = []
        for machine in machines {
            func note(_ kind: ConflictKind, _ value: String?, _ owners: Owners?) {
                guard let value, let owners else { return }
                conflicts.append(
                    PlannedConflict(
                        conflict: kind, machine: machine.name, value: value, with: owners.named,
                        withCount: owners.count, sameSegment: owners.isHere))
            }
            note(.name, machine.name, names[machine.name.lowercased().databaseValue])
            note(
                .address, machine.privateAddress?.description,
                machine.privateAddress.flatMap { addresses[$0.databaseValue] })
            note(.mac, machine.privateMAC?.description, machine.privateMAC.flatMap { macs[$0.databaseValue] })
        }
        return conflicts
    }

    /// Those who have one value.
    private struct Owners {
        var named: [String] = []
        var count = 0
        var isHere = false
    }

    private func owners(
        _ column: String, of values: [DatabaseValue], lowered: Bool = false, _ condition: String,
        _ arguments: StatementArguments, for blueprint: CloneBlueprint
    ) throws -> [DatabaseValue: Owners] {
        guard !values.isEmpty else { return [:] }
        let marks = databaseQuestionMarks(count: values.count)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(lowered ? "lower(\(column))" : column) AS value,
                    environment.name || '/' || machine.name AS who, environment.network = ? AS here
                FROM machine
                JOIN environment ON environment.id = machine.environment
                JOIN network ON network.id = environment.network
                WHERE \(column) IN (\(marks)) AND \(condition) ORDER BY machine.id
                """, arguments: [blueprint.network.id] + StatementArguments(values) + arguments)
        var found: [DatabaseValue: Owners] = [:]
        while let row = try rows.next() {
            let value: DatabaseValue = row["value"]
            var owners = found[value, default: Owners()]
            owners.count += 1
            if owners.named.count < Self.namedLimit { owners.named.append(try row.value("who")) }
            if try row.value("here") { owners.isHere = true }
            found[value] = owners
        }
        return found
    }
}
