package import Addresses

/// A zone whose contents change with networks of the registry, so that its serial must grow with them.
package struct ServedZone: Hashable, Sendable {
    package var apex: DomainName
    /// The serial that the zone's file says; ours is never below it.
    package var floor: UInt32
    package var networks: Set<NetworkID>

    package init(apex: DomainName, floor: UInt32, networks: Set<NetworkID>) {
        self.apex = apex
        self.floor = floor
        self.networks = networks
    }
}
