package import Addresses

/// One change that a DHCP message or the passing of time asks for. A batch of them is one transaction.
///
/// They come in an order in which no step breaks a constraint: `drop` and `unrest` before the `put` that needs them,
/// `drop` before the `rest` of the same address.
package enum LeaseChange: Hashable, Sendable {
    /// The lease is as given from now on: a new row, or the MAC's row with the same address updated.
    case put(Lease)
    /// The MAC's row ends; its address is tied to nobody.
    case drop(MACAddress)
    /// Nobody may be given the address before `until` (seconds UTC); the row stays until the address is used again, so
    /// that it remembers how long the address has been free.
    case rest(RestingAddress)
    /// The address is about to be used again.
    case unrest(IPv4Address)
    /// What is known of the MAC during a restore from now on; `nil`: nothing any more.
    case watch(MACAddress, MACWatch?)
    /// What the relay of the MAC's client said (option 82), from now on; `nil`: nothing. The MAC has a lease.
    case relay(MACAddress, [UInt8]?)
    /// One line of history.
    case event(LeaseEvent)
}

/// A freed address: a row of its own, so that uniqueness never depends on the clock.
package struct RestingAddress: Hashable, Sendable {
    package var address: IPv4Address
    package var network: NetworkID
    /// Seconds UTC. In the past: the address is free, the longer the better.
    package var until: Int64
    package var reason: Reason

    package enum Reason: String, Sendable, Codable, Hashable {
        case released, declined, deleted, conflict
    }

    package init(address: IPv4Address, network: NetworkID, until: Int64, reason: Reason) {
        self.address = address
        self.network = network
        self.until = until
        self.reason = reason
    }
}
