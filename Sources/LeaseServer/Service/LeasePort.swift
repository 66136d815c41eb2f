internal import Addresses
internal import DHCPWire
internal import Datagrams
internal import Glibc
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
    /// The interface's addresses, the one it is known by first.
    let localAddresses: [IPv4Address]
    let ring = DatagramRing(capacity: ringCapacity)
    let pulse: Pulse
    private let packets: PacketSocket
    private let sender: UDPSocket
    private let arp: ARPSocket
    /// Unsafe by declaration, safe by use: only the writer thread sends.
    private nonisolated(unsafe) var replies: Replies
    private let isStopping = Atomic<Bool>(false)

    init(_ interface: NetworkInterface) throws(SocketError) {
        self.interface = interface
        localAddresses = interface.addresses.map(\.address)
        replies = try Replies()
        pulse = Pulse(name: "dhcp-\(interface.name)")
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
        var count = 0
        while !isStopping.load(ordering: .acquiring) {
            pulse.beat()
            pace.rest(after: count)
            count = max(0, batch.receive(on: packets))
            var wasEmpty = false
            for slot in 0..<count where !batch.isTruncated(slot) {
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

    /// Adds a reply to those that are sent together.
    ///
    /// Only the writer thread sends.
    ///
    /// - Parameter write: writes the DHCP message behind the room for a frame's headers and says how long it is.
    /// - Returns: whether it was added.
    func add(
        to destination: ReplyDestination, from source: IPv4Address, _ write: (inout MutableSpan<UInt8>) -> Int?
    ) -> Bool {
        switch destination {
        case .relay(let address): addRouted(address, Self.serverPort, from: source, write)
        case .routed(let address): addRouted(address, Self.clientPort, from: source, write)
        case .renewing(let address, let mac), .unicast(let address, let mac):
            addFrame(address, mac, from: source, write)
        case .broadcast: addFrame(.broadcast, .broadcast, from: source, write)
        }
    }

    /// Sends what was added.
    ///
    /// - Returns: how many replies were sent, and how many could not be.
    func sendReplies() -> (sent: Int, lost: Int) {
        let routed = replies.routed.send(on: sender)
        let framed = replies.framed.send(on: packets)
        return (routed.sent + framed.sent, routed.lost + framed.lost)
    }

    /// Whether one of the two kinds has no room left.
    var isFull: Bool { replies.routed.isFull || replies.framed.isFull }

    private func addRouted(
        _ address: IPv4Address, _ port: UInt16, from source: IPv4Address, _ write: (inout MutableSpan<UInt8>) -> Int?
    ) -> Bool {
        replies.routed.addDatagram(from: source, to: address, port: port) { buffer in
            let start = UDPFrame.headersLength
            return write(&buffer).map { start..<start + max(0, $0) }
        }
    }

    private func addFrame(
        _ address: IPv4Address, _ mac: MACAddress, from source: IPv4Address,
        _ write: (inout MutableSpan<UInt8>) -> Int?
    ) -> Bool {
        replies.framed.addFrame { buffer in
            guard let length = write(&buffer) else { return nil }
            let frame = UDPFrame(
                destinationMAC: mac, sourceMAC: interface.mac, source: source, destination: address,
                sourcePort: Self.serverPort, destinationPort: Self.clientPort, payloadLength: length)
            return frame.writeHeaders(into: &buffer)
        }
    }

    /// Replies that wait to be sent: to relays and through routers, and on the link itself.
    private struct Replies: ~Copyable {
        /// The longest reply, and the headers of the frame it is sent in.
        static let slotSize = UDPFrame.headersLength + 1500
        /// Enough that what each costs is its own; more would only be memory.
        static let slots = 64

        var routed: Outbox
        var framed: Outbox

        init() throws(SocketError) {
            guard let routed = Outbox(slots: Self.slots, slotSize: Self.slotSize),
                let framed = Outbox(slots: Self.slots, slotSize: Self.slotSize)
            else { throw SocketError(action: "reserve memory for replies", code: ENOMEM) }
            self.routed = routed
            self.framed = framed
        }
    }
}
