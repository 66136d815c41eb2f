package import Addresses

/// How a datagram came: what the packet socket and the headers said of it.
package struct DatagramOrigin: Hashable, Sendable {
    /// The index of the interface it came in by, where its reply leaves.
    package var interface: Int32
    /// The sender on the link; `nil` if it did not come in a frame that we saw.
    package var sourceMAC: MACAddress?
    package var source: IPv4Address
    package var destination: IPv4Address
    package var sourcePort: UInt16

    package init(
        interface: Int32, sourceMAC: MACAddress?, source: IPv4Address, destination: IPv4Address, sourcePort: UInt16
    ) {
        self.interface = interface
        self.sourceMAC = sourceMAC
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
    }
}
