public import Addresses
internal import CSockets

/// Datagrams or frames that are sent together, each written where it is sent from.
///
/// One system call for many: a server that answers a crowd spends more on asking the kernel than on its answers. All
/// memory is allocated when it is made. One thread uses it.
public struct Outbox: ~Copyable {
    private let outbox: OpaquePointer
    private let slots: UInt32
    private let slotSize: Int
    private var count: UInt32 = 0

    /// - Parameter slotSize: octets of the longest datagram or frame.
    public init?(slots: Int, slotSize: Int) {
        guard let outbox = csockets_outbox_create(UInt32(slots), UInt32(slotSize)) else { return nil }
        self.outbox = outbox
        self.slots = UInt32(slots)
        self.slotSize = slotSize
    }

    deinit {
        csockets_outbox_destroy(outbox)
    }

    /// Whether it has to be sent before more is added.
    public var isFull: Bool { count >= slots }

    /// Adds a datagram for a UDP socket.
    ///
    /// - Parameters:
    ///   - source: the local address that it is sent from.
    ///   - write: writes it and says where it is; `nil` if it adds nothing after all.
    /// - Returns: whether it was added.
    public mutating func addDatagram(
        from source: IPv4Address, to destination: IPv4Address, port: UInt16,
        _ write: (inout MutableSpan<UInt8>) -> Range<Int>?
    ) -> Bool {
        guard let content = fill(write) else { return false }
        csockets_outbox_set_datagram(
            outbox, count, UInt32(content.lowerBound), UInt32(content.count), source.rawValue, destination.rawValue,
            port)
        count += 1
        return true
    }

    /// Adds a frame for a packet socket.
    ///
    /// - Parameter write: writes it from the buffer's beginning and says how long it is; `nil` if it adds nothing after all.
    /// - Returns: whether it was added.
    public mutating func addFrame(_ write: (inout MutableSpan<UInt8>) -> Int?) -> Bool {
        guard let content = fill({ buffer in write(&buffer).map { 0..<max(0, $0) } }) else { return false }
        csockets_outbox_set_frame(outbox, count, UInt32(content.count))
        count += 1
        return true
    }

    /// Lets the next slot be written.
    ///
    /// - Returns: where in the slot the contents are; `nil` if there are none.
    private func fill(_ write: (inout MutableSpan<UInt8>) -> Range<Int>?) -> Range<Int>? {
        guard let data = csockets_outbox_data(outbox, count) else { return nil }
        // The buffer is the outbox's own and lives as long as it; the span does not leave the call.
        var buffer = MutableSpan(_unsafeStart: data, count: slotSize)
        guard let content = write(&buffer), content.lowerBound >= 0, content.upperBound <= slotSize else { return nil }
        return content
    }

    /// Sends all datagrams.
    ///
    /// - Returns: how many were sent, and how many could not be.
    public mutating func send(on socket: UDPSocket) -> (sent: Int, lost: Int) {
        send(socket.rawDescriptor)
    }

    /// Sends all frames.
    ///
    /// - Returns: how many were sent, and how many could not be.
    public mutating func send(on socket: PacketSocket) -> (sent: Int, lost: Int) {
        send(socket.rawDescriptor)
    }

    private mutating func send(_ descriptor: Int32) -> (sent: Int, lost: Int) {
        guard count > 0 else { return (0, 0) }
        let all = Int(count)
        let sent = Int(csockets_outbox_send(outbox, descriptor, count))
        count = 0
        return (sent, all - sent)
    }
}
