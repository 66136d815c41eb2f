internal import Addresses

/// A network as the registry holds it.
struct NetworkRecord: Hashable {
    let id: NetworkID
    var name: String
    var settings: NetworkSettings
}

/// An environment as the registry holds it, without its machines.
struct EnvironmentRecord: Hashable {
    let id: EnvironmentID
    var name: String
    var network: NetworkID
    var isolation: Isolation
    var origin: EnvironmentOrigin?
    var created: UTCTime
    var owner: String?
    var description: String?
    /// When the server deletes it, and since when it says so.
    var until: UTCTime?
    var warnFrom: UTCTime?

    /// Whether its end is near.
    func isExpiring(at now: UTCTime) -> Bool { warnFrom.map { $0 <= now } ?? false }
}

/// Where a clone came from: a name that was true when it was cloned, or that the origin was given since.
package struct EnvironmentOrigin: Codable, Hashable, Sendable {
    package var environment: String
    @ExplicitNull package var snapshot: String?

    package init(environment: String, snapshot: String?) {
        self.environment = environment
        self.snapshot = snapshot
    }
}

/// What a machine is inside its environment: the part that is the same in every clone.
struct MachineIdentity: Hashable {
    var ordinal: Int64
    var name: String
    var role: String
    var isDomainController: Bool
    /// Both or neither; a customized machine has none.
    var privateAddress: IPv4Address?
    var privateMAC: MACAddress?
    /// What a customized machine was called where it was copied from.
    var originalName: String?
}

/// A machine as the registry holds it.
struct MachineRecord: Hashable {
    let id: MachineID
    var identity: MachineIdentity
    var publicMAC: MACAddress?
    var alias: String?
    var lease: Lease?
}

/// A host as the registry holds it: a printer, a hypervisor and the like, that is no machine of an environment.
struct HostRecord: Hashable {
    let id: HostID
    var network: NetworkID
    var name: String
    var mac: MACAddress
    var address: IPv4Address
    var created: UTCTime

    var leaseHost: LeaseHost { LeaseHost(mac: mac, address: address, network: network) }
    var published: PublishedHost { PublishedHost(name: name, address: address) }
}

/// A hypervisor as the registry holds it: the MACs it gives out by itself.
struct HypervisorRecord: Hashable {
    let id: Int64
    var name: String
    var ranges: [MACRange]

    /// What an event says of it.
    var summary: String { ([name] + ranges.map(\.description)).joined(separator: " ") }
}

/// A snapshot as one environment sees it.
struct SnapshotRecord: Hashable {
    let id: Int64
    let environment: EnvironmentID
    let name: String
    let taken: UTCTime
    /// The environment it was taken in, which may be gone.
    let source: EnvironmentID
    let sourceName: String

    var isOwn: Bool { source == environment }
}
