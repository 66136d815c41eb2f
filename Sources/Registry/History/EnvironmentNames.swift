internal import GRDB

/// For how long an environment had a name: the events that speak of it by that name.
struct EnvironmentName {
    let name: String
    /// Ids of events after the first and up to the last.
    let after: Int64
    let through: Int64
}

/// Names of environments over time. Events have the name of their moment, so what is asked about by one name may be told
/// of by another.
extension Transaction {
    /// Events about names alone: partial index `event_of_names`.
    static let namesOnly = "substr(kind, 1, 4) IN ('envi', 'mach')"

    private static let beginnings: StatementArguments = [
        EventKind.environmentCreated.rawValue, EventKind.environmentCloned.rawValue, "environment.imported",
    ]
    private static let renamed = EventKind.environmentRenamed.rawValue
    /// More often no environment is renamed within what the history tells.
    private static let longestChain = 1000
    private static let formerName = "was "

    /// A rename is two events: one of the old name that says the new one, one of the new that says the old.
    static func renameDetail(from oldName: String) -> String { formerName + oldName }

    private static func oldName(in detail: String) -> String? {
        detail.hasPrefix(formerName) ? String(detail.dropFirst(formerName.count)) : nil
    }

    /// The names of the environment that is, or was, called so: the last of them first.
    ///
    /// - Parameters:
    ///   - name: what it was called at the end.
    ///   - end: the last event that counts.
    func names(ofEnvironment name: String, until end: Int64) throws -> [EnvironmentName] {
        var names: [EnvironmentName] = []
        var name = name
        var end = end
        while names.count < Self.longestChain {
            let begin = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, kind, detail FROM event INDEXED BY event_of_names
                    WHERE environment = ? AND \(Self.namesOnly) AND machine IS NULL AND id <= ?
                        AND (kind IN (?, ?, ?) OR kind = ? AND detail LIKE ?)
                    ORDER BY id DESC LIMIT 1
                    """,
                arguments: [name, end] + Self.beginnings + [Self.renamed, Self.formerName + "%"])
            let oldName: String? = try begin?.optional("detail").flatMap { (detail: String) in Self.oldName(in: detail)
            }
            guard let begin, try begin.value("kind") == Self.renamed, let oldName else {
                let id: Int64? = try begin?.value("id")
                names.append(EnvironmentName(name: name, after: id.map { $0 - 1 } ?? 0, through: end))
                break
            }
            let id: Int64 = try begin.value("id")
            names.append(EnvironmentName(name: name, after: id - 1, through: end))
            name = oldName
            end = id - 1
        }
        return names
    }

    /// What the environment is called that was called `name` at the event `id`.
    ///
    /// - Parameter end: milliseconds; later events do not count.
    func name(ofEnvironment name: String, since id: Int64, before end: Int64 = .max) throws -> String {
        var name = name
        var id = id
        for _ in 0..<Self.longestChain {
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, kind, detail FROM event INDEXED BY event_of_names
                    WHERE environment = ? AND \(Self.namesOnly) AND machine IS NULL AND id > ? AND at < ?
                        AND (kind = ? AND detail NOT LIKE ? OR kind = ?)
                    ORDER BY id LIMIT 1
                    """,
                arguments: [
                    name, id, end, Self.renamed, Self.formerName + "%", EventKind.environmentDeleted.rawValue,
                ])
            guard let row, try row.value("kind") == Self.renamed, let newName: String = try row.optional("detail")
            else { break }
            name = newName
            // The second event of the rename, which has the new name.
            id = try row.value("id") + 1
        }
        return name
    }
}
