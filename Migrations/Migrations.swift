/// One step of the registry's schema, as SQL.
///
/// Steps are numbered, applied in order, each in its own transaction, and only forward: a file that was written by a
/// newer version is refused, never changed back.
package struct Migration: Sendable {
    /// The file's name without its extension. It is what the registry remembers having applied, so it never changes.
    package let name: String
    package let sql: String

    private init(_ name: String, _ octets: [UInt8]) {
        self.name = name
        sql = String(decoding: octets, as: UTF8.self)
    }

    /// Every step, oldest first. A new one is a new file in `SQL/` and a new last line here.
    package static let all = [
        Migration("0001-networks", PackageResources._001_networks_sql),
        Migration("0002-environments", PackageResources._002_environments_sql),
        Migration("0003-leases", PackageResources._003_leases_sql),
        Migration("0004-snapshots", PackageResources._004_snapshots_sql),
        Migration("0005-history", PackageResources._005_history_sql),
        Migration("0006-options", PackageResources._006_options_sql),
        Migration("0007-hosts", PackageResources._007_hosts_sql),
        Migration("0008-evidence", PackageResources._008_evidence_sql),
        Migration("0009-environments", PackageResources._009_environments_sql),
        Migration("0010-hypervisors", PackageResources._010_hypervisors_sql),
        Migration("0011-customized", PackageResources._011_customized_sql),
        Migration("0012-dependencies", PackageResources._012_dependencies_sql),
        Migration("0013-knowing", PackageResources._013_knowing_sql),
        Migration("0014-directory", PackageResources._014_directory_sql),
        Migration("0015-relay", PackageResources._015_relay_sql),
        Migration("0016-lean-history", PackageResources._016_lean_history_sql),
    ]
}
