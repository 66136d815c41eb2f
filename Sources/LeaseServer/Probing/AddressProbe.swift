package import Addresses

/// A question asked on the wire before a message is decided: who uses this address there? (RFC 2131 §2.2, RFC 5227)
package struct AddressProbe: Hashable, Sendable {
    package var address: IPv4Address
    /// The index of the interface on whose link is asked.
    package var interface: Int32
}

/// What the wire said: the first MAC that answered; `nil`: nobody did.
package struct ProbeVerdict: Hashable, Sendable {
    package var probe: AddressProbe
    package var holder: MACAddress?
}
