internal import Addresses
internal import GRDB

/// Hypervisors in the database.
extension Transaction {
    func hypervisors() throws -> [HypervisorRecord] {
        try Row.fetchAll(database, sql: "SELECT * FROM hypervisor ORDER BY name").map(hypervisor)
    }

    func hypervisor(named name: String) throws -> HypervisorRecord {
        let row = try Row.fetchOne(database, sql: "SELECT * FROM hypervisor WHERE name = ?", arguments: [name])
        guard let row else {
            throw RegistryError.name(
                .unknown(.hypervisor, name: name, environment: nil, known: try known(in: "hypervisor")))
        }
        return try hypervisor(row)
    }

    /// A hypervisor that gives out the MAC by itself.
    func hypervisor(givingOut mac: MACAddress) throws -> String? {
        try String.fetchOne(
            database,
            sql: """
                SELECT name FROM hypervisor JOIN hypervisor_range ON hypervisor = id
                WHERE ? BETWEEN first AND last ORDER BY name LIMIT 1
                """, arguments: [mac])
    }

    func insertHypervisor(named name: String, _ ranges: [MACRange]) throws -> HypervisorRecord {
        try database.execute(
            sql: "INSERT INTO hypervisor (name, created) VALUES (?, ?)", arguments: [name, now])
        let record = HypervisorRecord(id: database.lastInsertedRowID, name: name, ranges: ranges)
        try insertRanges(of: record)
        return record
    }

    func replaceRanges(of hypervisor: HypervisorRecord, by ranges: [MACRange]) throws -> HypervisorRecord {
        try database.execute(
            sql: "DELETE FROM hypervisor_range WHERE hypervisor = ?", arguments: [hypervisor.id])
        var changed = hypervisor
        changed.ranges = ranges
        try insertRanges(of: changed)
        return changed
    }

    func deleteHypervisor(_ hypervisor: HypervisorRecord) throws {
        try database.execute(sql: "DELETE FROM hypervisor WHERE id = ?", arguments: [hypervisor.id])
    }

    private func insertRanges(of hypervisor: HypervisorRecord) throws {
        for range in hypervisor.ranges {
            try database.execute(
                sql: "INSERT INTO hypervisor_range (hypervisor, first, last) VALUES (?, ?, ?)",
                arguments: [hypervisor.id, range.first, range.last])
        }
    }

    private func hypervisor(_ row: Row) throws -> HypervisorRecord {
        let id: Int64 = try row.value("id")
        let ranges = try Row.fetchAll(
            database, sql: "SELECT first, last FROM hypervisor_range WHERE hypervisor = ? ORDER BY first",
            arguments: [id]
        ).compactMap { try MACRange(first: $0.value("first"), last: $0.value("last")) }
        return try HypervisorRecord(id: id, name: row.value("name"), ranges: ranges)
    }
}
