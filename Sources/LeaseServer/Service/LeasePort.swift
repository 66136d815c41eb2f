internal import Addresses
internal import DHCPWire
internal import Datagrams
internal import Synchronization

/// One interface on which leases are given: where frames come in and replies leave.
///
/// Its receiver thread does no more than check a frame and put its payload into the ring. Deciding is the writer's.
final class LeasePort: Sendable {
    /// The ports of DHCP (RFC 2131 §4.1).
    static let serverPort: UInt16 = 67
    static let clientPort: UInt16 = 68
    /// Requests that wait while a transaction syncs. At 20,000 a second this is a fifth of a second.
    private static let ringCapacity = 4096
    /// Frames a system call, and room for each: an Ethernet frame of the usual size with a VLAN tag to spare.
    private static let batchSize = 64
    private static let slotSize = 1600

    let interface: NetworkInterface
    let ring = DatagramRing(capacity: ringCapacity)
    private let packets: PacketSocket
    private let sender: UDPSocket
    private let arp: ARPSocket
    private let isStopping = Atomic<Bool>(false)

    init(_ interface: NetworkInterface) throws(SocketError) {
        self.interface = interface
        sender = try .openSender(interface: interface.name, port: Self.serverPort)
        packets = try .open(on: interface, port: Self.serverPort)
        arp = try .open(on: interface)
    }

    /// Datagrams that nobody looked at: there was no room for them, in the kernel or in the ring.
    var lost: UInt64 { packets.lost &+ ring.lost }

    var index: Int32 { Int32(truncatingIfNeeded: interface.index) }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        packets.wake()
    }

    /// The receiver's loop; returns after `stop`.
    ///
    /// - Parameter queued: called when the ring held nothing before, so that the writer may be asleep.
    func receive(queued: () -> Void) {
        guard var batch = Datagrams.DatagramBatch(slots: Self.batchSize, slotSize: Self.slotSize) else { return }
        var pace = ReceivePace()
        while !isStopping.load(ordering: .acquiring) {
            pace.rest()
            let count = batch.receive(on: packets)
            var wasEmpty = false
            for slot in 0..<max(0, count) where !batch.isTruncated(slot) {
                let queued = batch.withDatagram(slot) { frame, checksumPending in
                    enqueue(frame, checksumPending: checksumPending)
                }
                if queued == true { wasEmpty = true }
            }
            if wasEmpty { queued() }
        }
    }

    private func enqueue(_ frame: Span<UInt8>, checksumPending: Bool) -> Bool {
        guard let header = try? UDPFrame(readingFrom: frame, isChecksumComplete: !checksumPending) else { return false }
        let origin = DatagramOrigin(
            interface: index, sourceMAC: header.sourceMAC, source: header.source, destination: header.destination,
            sourcePort: header.sourcePort)
        return ring.append(frame.extracting(header.payload), from: origin)
    }

    // MARK: - Probing

    /// How many ARP replies are taken at once: more than can be asked for in the time of one probe.
    private static let replyLimit = 2 * AddressProber.limit

    /// Asks the link who has the address.
    func sendProbe(of address: IPv4Address) {
        var buffer = [UInt8](repeating: 0, count: ARPFrame.length)
        var span = buffer.mutableSpan
        guard let length = ARPFrame(probing: address, from: interface.mac).write(into: &span) else { return }
        arp.send(buffer.span.extracting(0..<length))
    }

    /// Calls `body` with the ARP replies that have come.
    func hearReplies(_ body: (ARPFrame) -> Void) {
        arp.receiveWaiting(limit: Self.replyLimit) { octets in
            if let frame = ARPFrame(readingFrom: octets) { body(frame) }
        }
    }

    // MARK: - Sending

    /// Sends a DHCP message that stands in the buffer behind the room for a frame's headers.
    ///
    /// - Returns: the errno, or 0.
    func send(
        _ buffer: inout MutableSpan<UInt8>, length: Int, to destination: ReplyDestination, from source: IPv4Address
    ) -> Int32 {
        let start = UDPFrame.headersLength
        switch destination {
        case .relay(let address):
            return sendRouted(buffer.span.extracting(start..<start + length), address, Self.serverPort, from: source)
        case .routed(let address):
            return sendRouted(buffer.span.extracting(start..<start + length), address, Self.clientPort, from: source)
        case .renewing(let address, let mac), .unicast(let address, let mac):
            return sendFrame(&buffer, length, to: address, mac, from: source)
        case .broadcast:
            return sendFrame(&buffer, length, to: .broadcast, .broadcast, from: source)
        }
    }

    private func sendRouted(
        _ message: Span<UInt8>, _ address: IPv4Address, _ port: UInt16, from source: IPv4Address
    ) -> Int32 {
        sender.send(message, from: source, to: address, port: port)
    }

    private func sendFrame(
        _ buffer: inout MutableSpan<UInt8>, _ length: Int, to address: IPv4Address, _ mac: MACAddress,
        from source: IPv4Address
    ) -> Int32 {
        let frame = UDPFrame(
            destinationMAC: mac, sourceMAC: interface.mac, source: source, destination: address,
            sourcePort: Self.serverPort, destinationPort: Self.clientPort, payloadLength: length)
        guard let total = frame.writeHeaders(into: &buffer) else { return 0 }
        return packets.send(buffer.span.extracting(0..<total))
    }
}
