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

/// A beginning, an end or a piece of evidence that the lease server has seen. Renewals are not events.
package struct LeaseEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, Hashable {
        case leaseBegan = "lease.began"
        case leaseExpired = "lease.expired"
        case leaseReleased = "lease.released"
        case leaseDeclined = "lease.declined"
        /// The tie went to another MAC because the range was used up.
        case leaseTakenOver = "lease.taken-over"
        /// A REQUEST was refused.
        case requestRefused = "request.refused"
        /// A machine asked on another network than its own.
        case wrongNetwork = "request.wrong-network"
        /// A client chose another server's offer on our link.
        case foreignServer = "request.foreign-server"
        /// The range has no address left for this machine.
        case rangeExhausted = "range.exhausted"
    }

    package var kind: Kind
    package var mac: MACAddress
    package var address: IPv4Address?
    package var network: NetworkID?
    package var machine: MachineID?
    /// A short sentence for people, without control characters.
    package var detail: String?

    package init(
        kind: Kind, mac: MACAddress, address: IPv4Address? = nil, network: NetworkID? = nil, machine: MachineID? = nil,
        detail: String? = nil
    ) {
        self.kind = kind
        self.mac = mac
        self.address = address
        self.network = network
        self.machine = machine
        self.detail = detail
    }
}
