package import Addresses

/// What `clone --plan` tells: what the clone would be, what isolation keeps from happening, and what is left.
package struct ClonePlanAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var network: String
    package var isolation: Isolation
    package var origin: EnvironmentOrigin
    package var machines: [PlannedMachine]
    /// What the clone could be restored to.
    package var snapshots: [PlannedSnapshot]
    /// What may happen if the copy ran beside the others without isolation (R12).
    package var conflicts: [PlannedConflict]
    package var capacity: CloneCapacity
}

/// A machine that the clone would have.
package struct PlannedMachine: Codable, Hashable, Sendable {
    package var name: String
    /// What it is called in the origin; absent unless it is customized.
    package var originalName: String?
    package var role: String
    package var domainController: Bool
    @ExplicitNull package var `private`: PrivateInterfaceAnswer?
    @ExplicitNull package var `public`: PlannedPublicInterface?
}

/// Where a machine's public side would come from. The MAC and the alias are drawn when the clone is made.
package struct PlannedPublicInterface: Codable, Hashable, Sendable {
    package var macPool: MACRange
    package var domain: DomainName
}

package struct PlannedSnapshot: Codable, Hashable, Sendable {
    package var name: String
    package var takenIn: String
}

/// What a machine of the copy would have in common with others, were it not isolated.
package struct PlannedConflict: Codable, Hashable, Sendable {
    package var conflict: ConflictKind
    package var machine: String
    /// The computer name, the address or the MAC.
    package var value: String
    /// Who has the same, as `environment/machine`: the first of them.
    package var with: [String]
    package var withCount: Int
    /// Whether one of them is on the same network segment, where NetBIOS sees it (R15).
    package var sameSegment: Bool
}

/// What the network has to give, before the clone is made.
package struct CloneCapacity: Codable, Hashable, Sendable {
    package var macs: PoolUse
    package var macsNeeded: Int
    /// When the first MAC that rests now may be used again.
    @ExplicitNull package var nextMACFree: UTCTime?
    package var addresses: PoolUse
    package var addressesNeeded: Int
    /// Machines that are there and have no address yet: what they will ask for is not the clone's.
    package var addressesAwaited: Int
    /// When the first address that rests now may be used again.
    @ExplicitNull package var nextAddressFree: UTCTime?
    /// For how many such clones there are MACs and addresses now; `null` if it needs none.
    @ExplicitNull package var clones: Int?
}
