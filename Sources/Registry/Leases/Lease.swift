package import Addresses

/// An address tied to a MAC, and until when it was promised: one row of the table `lease`.
///
/// There is at most one row a MAC and one row an address. The tie outlives the promise: the row stays, expired, so that
/// the machine gets its address again, until the machine is deleted, the tie is released by hand or the address is
/// taken over because the range is used up.
package struct Lease: Hashable, Sendable {
    package var mac: MACAddress
    package var address: IPv4Address
    package var network: NetworkID
    /// The registered machine whose public interface has the MAC; `nil` for a guest that is no clone.
    package var machine: MachineID?
    package var state: LeaseState
    /// When the promise that holds now was made, in whole seconds UTC since 1970: at the last ACK, or at the OFFER.
    package var starts: Int64
    /// When it ends, in whole seconds UTC since 1970: an offer when it lapses, a released lease when it was given back.
    package var expires: Int64
    /// Option 61 as it was last sent, at most 255 octets of it; kept for diagnosis, never a key.
    package var clientIdentifier: [UInt8]?

    package init(
        mac: MACAddress, address: IPv4Address, network: NetworkID, machine: MachineID?, state: LeaseState,
        starts: Int64,
        expires: Int64, clientIdentifier: [UInt8]?
    ) {
        self.mac = mac
        self.address = address
        self.network = network
        self.machine = machine
        self.state = state
        self.starts = starts
        self.expires = expires
        self.clientIdentifier = clientIdentifier
    }

    /// Whether the machine may use the address at that moment, so that its alias answers.
    package func isLive(at time: Int64) -> Bool {
        state == .bound && expires > time
    }
}
