package import Addresses
package import DHCPWire

/// Where a machine hangs on the network: the interface, the relay, and the port that the relay names (RFC 3046).
///
/// The relay's words count only behind a relay. Without one anybody could have written them.
package struct Attachment: Hashable, Sendable {
    package var interface: Int32
    package var giaddr: IPv4Address
    package var circuitID: [UInt8]?
    package var remoteID: [UInt8]?

    package init(of request: DHCPMessage, _ datagram: Span<UInt8>, from origin: DatagramOrigin) {
        interface = origin.interface
        giaddr = request.header.giaddr
        guard request.header.isRelayed else { return }
        let option = request.relayInformation
        circuitID = request.relayLocation.circuitID.map { $0.map { option.octet(at: $0, of: datagram) } }
        remoteID = request.relayLocation.remoteID.map { $0.map { option.octet(at: $0, of: datagram) } }
    }
}
