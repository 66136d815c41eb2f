internal import GRDB

/// `env rename`: another name; aliases, MACs and leases stay what they are.
package struct RenameEnvironment: Verb {
    package static let name = "env rename"
    package static let kind = VerbKind.change

    package var environment: String
    package var newName: String

    package init(environment: String, newName: String) {
        self.environment = environment
        self.newName = newName
    }

    package func perform(in transaction: Transaction) throws -> EnvironmentAnswer {
        var record = try transaction.environment(named: environment)
        let newName = try transaction.checkFree(environment: newName, except: record.id)
        let network = try transaction.network(record.network)
        for machine in try transaction.machines(of: record.id) {
            try Names.checkReadableName(
                machine: machine.identity.name, environment: newName, domain: network.settings.domain)
        }
        let oldName = record.name
        let database = transaction.database
        try database.execute(sql: "UPDATE environment SET name = ? WHERE id = ?", arguments: [newName, record.id])
        // Clones say where they came from by the name it has now.
        try database.execute(
            sql: "UPDATE environment SET origin_name = ? WHERE origin = ?", arguments: [newName, record.id])
        try database.execute(
            sql: "UPDATE snapshot SET source_name = ? WHERE source = ?", arguments: [newName, record.id])
        try transaction.record(
            Event(kind: .environmentRenamed, network: network.name, environment: oldName, detail: newName))
        try transaction.record(
            Event(
                kind: .environmentRenamed, network: network.name, environment: newName,
                detail: Transaction.renameDetail(from: oldName)))
        record.name = newName
        transaction.touch(record.id, on: network.id)
        try touchClones(of: record, in: transaction)
        return try transaction.answer(for: record)
    }

    /// The origin's name is in their TXT records.
    private func touchClones(of origin: EnvironmentRecord, in transaction: Transaction) throws {
        let rows = try Row.fetchAll(
            transaction.database, sql: "SELECT id, network FROM environment WHERE origin = ?", arguments: [origin.id])
        for row in rows {
            try transaction.touch(row.value("id"), on: row.value("network"))
        }
    }
}
