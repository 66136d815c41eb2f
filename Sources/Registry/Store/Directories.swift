internal import Addresses
internal import GRDB

/// Directories in the database.
extension Transaction {
    func directory(of environment: EnvironmentID) throws -> DirectorySettings {
        let row = try Row.fetchOne(
            database, sql: "SELECT domain, outside_domain FROM directory WHERE environment = ?",
            arguments: [environment])
        let trusts = try DomainName.fetchAll(
            database, sql: "SELECT domain FROM directory_trust WHERE environment = ? ORDER BY domain",
            arguments: [environment])
        return try DirectorySettings(
            domain: row?.optional("domain"), outsideDomain: row?.optional("outside_domain"), trusts: trusts)
    }

    /// Changes what is known of an environment's directory, once its machines are there.
    func apply(_ edits: DirectoryEdits?, toDirectoryOf environment: EnvironmentRecord) throws {
        guard let edits, !edits.isEmpty else { return }
        let settings = try directory(of: environment.id).applying(edits)
        try DirectoryRules.check(settings, of: environment.name, machines(of: environment.id))
        try save(settings, of: environment.id)
        let words =
            [settings.domain.map { "domain \($0)" }, settings.outsideDomain.map { "joined to \($0), outside" }]
            .compactMap { $0 } + settings.trusts.map { "trusts \($0), outside" }
        try record(
            Event(
                kind: .directoryChanged, network: network(environment.network).name, environment: environment.name,
                detail: words.isEmpty ? "none" : words.joined(separator: "; ")))
    }

    func save(_ settings: DirectorySettings, of environment: EnvironmentID) throws {
        try database.execute(sql: "DELETE FROM directory WHERE environment = ?", arguments: [environment])
        try database.execute(sql: "DELETE FROM directory_trust WHERE environment = ?", arguments: [environment])
        guard !settings.isEmpty else { return }
        try database.execute(
            sql: "INSERT INTO directory (environment, domain, outside_domain) VALUES (?, ?, ?)",
            arguments: [environment, settings.domain, settings.outsideDomain])
        for domain in settings.trusts {
            try database.execute(
                sql: "INSERT INTO directory_trust (environment, domain) VALUES (?, ?)",
                arguments: [environment, domain])
        }
    }

    /// A clone's directory is its origin's.
    func copyDirectory(from origin: EnvironmentRecord, to clone: EnvironmentRecord) throws {
        var settings = try directory(of: origin.id)
        if settings.domain == nil, clone.network != origin.network, clone.isolation == .dualInterface,
            try !machines(of: origin.id).contains(where: \.identity.isDomainController)
        {
            // Inside, the names stay what they were, wherever the clone is outside.
            let domain = try network(origin.network).settings.domain
            if try network(clone.network).settings.domain != domain { settings.domain = domain }
        }
        try save(settings, of: clone.id)
    }
}
