internal import GRDB

/// What tells an environment apart outside, whatever it is called.
struct EnvironmentIdentity: Hashable {
    /// Twelve hexadecimal digits, drawn once; no other environment ever has them.
    var cloneID: String
    /// The environment that the line of clones began with, by the name it has now or had last.
    var original: String
}

/// Identities in the database; the schema gives one to every environment.
extension Transaction {
    func identity(of environment: EnvironmentRecord) throws -> EnvironmentIdentity {
        let row = try Row.fetchOne(
            database, sql: "SELECT id, original_name FROM environment_identity WHERE environment = ?",
            arguments: [environment.id])
        guard let row else {
            throw RegistryError.request(.refused(reason: "environment \(environment.name) has no identity"))
        }
        return try EnvironmentIdentity(cloneID: row.value("id"), original: row.value("original_name"))
    }
}
