internal import CSockets
internal import Glibc
internal import Synchronization

/// A socket that receives and sends whole Ethernet frames on one interface, for one UDP port.
///
/// DHCP needs it twice: to see the link-layer address a request came from, and to answer a machine that has no address
/// yet and so cannot be found by ARP (RFC 2131 §4.1).
public final class PacketSocket: Sendable {
    private let descriptor: Descriptor
    private let stop: Descriptor
    private let dropped = Atomic<UInt64>(0)

    private init(descriptor: consuming Descriptor, stop: consuming Descriptor) {
        self.descriptor = descriptor
        self.stop = stop
    }

    var rawDescriptor: Int32 { descriptor.rawValue }

    /// - Parameter port: the destination port of the UDP datagrams to receive.
    public static func open(on interface: NetworkInterface, port: UInt16) throws(SocketError) -> PacketSocket {
        let raw = csockets_open_packet(Int32(truncatingIfNeeded: interface.index), port)
        guard raw >= 0 else { throw SocketError(action: "open a packet socket on \(interface.name)", code: -raw) }
        let descriptor = Descriptor(owning: raw)
        var size: Int32 = 8 << 20
        setsockopt(descriptor.rawValue, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        let event = csockets_make_event()
        guard event >= 0 else { throw SocketError(action: "make an event for \(interface.name)", code: -event) }
        return PacketSocket(descriptor: descriptor, stop: Descriptor(owning: event))
    }

    /// Blocks until there is a frame to receive, or a second is over.
    ///
    /// - Returns: `false` once `wake` was called.
    func waitUntilReadable() -> Bool {
        var polled = (
            pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop.rawValue, events: Int16(POLLIN), revents: 0)
        )
        // Unsafe: two of a kind beside each other are what `poll` takes for an array of two.
        withUnsafeMutableBytes(of: &polled) { bytes in
            let descriptors = bytes.assumingMemoryBound(to: pollfd.self).baseAddress
            while poll(descriptors, 2, 1000) < 0, errno == EINTR {}
        }
        return polled.1.revents == 0
    }

    /// How many frames the kernel had no room for, because nobody received them in time.
    public var lost: UInt64 {
        let more = UInt64(csockets_packet_drops(descriptor.rawValue))
        return dropped.wrappingAdd(more, ordering: .relaxed).newValue
    }

    /// Ends the receiving for good.
    public func wake() {
        csockets_raise_event(stop.rawValue)
    }
}
