internal import CSockets
internal import Glibc

/// A fixed number of datagrams received, answered in their own buffers and sent together.
///
/// Everything is allocated when the batch is made; receiving, answering and sending allocate nothing. One thread uses it.
public struct DatagramBatch: ~Copyable {
    private let batch: OpaquePointer
    public let slots: Int
    public let slotSize: Int

    /// - Parameter slotSize: octets of each buffer: the largest datagram that is received whole, and the largest reply.
    public init?(slots: Int, slotSize: Int) {
        guard let batch = csockets_batch_create(UInt32(slots), UInt32(slotSize)) else { return nil }
        self.batch = batch
        self.slots = slots
        self.slotSize = slotSize
    }

    deinit {
        csockets_batch_destroy(batch)
    }

    /// Blocks until a datagram comes or a second is over, then takes all that are waiting, up to `slots`.
    ///
    /// - Returns: how many; 0 or a negated errno when none came, the socket was woken or failed.
    public mutating func receive(on socket: UDPSocket) -> Int {
        Int(csockets_batch_receive(batch, socket.rawDescriptor, 0))
    }

    /// The same for frames.
    public mutating func receive(on socket: PacketSocket) -> Int {
        // Under load there is always something, and then there is no need to ask.
        let waiting = Int(csockets_batch_receive(batch, socket.rawDescriptor, Int32(MSG_DONTWAIT)))
        guard waiting <= 0 else { return waiting }
        guard socket.waitUntilReadable() else { return 0 }
        return Int(csockets_batch_receive(batch, socket.rawDescriptor, Int32(MSG_DONTWAIT)))
    }

    /// Calls `body` with a datagram in its buffer; what it returns is how long the reply is that it left there, 0 for none.
    ///
    /// - Parameter slot: below the count that `receive` returned.
    public mutating func answer(_ slot: Int, _ body: (inout MutableSpan<UInt8>, _ length: Int) -> Int) {
        guard slot >= 0, slot < slots, let data = csockets_batch_data(batch, UInt32(slot)) else { return }
        let length = min(Int(csockets_batch_length(batch, UInt32(slot))), slotSize)
        // The buffer is this batch's own and lives as long as it; the span does not leave the call.
        var span = MutableSpan(_unsafeStart: data, count: slotSize)
        let reply = body(&span, length)
        csockets_batch_set_reply(batch, UInt32(slot), UInt32(truncatingIfNeeded: max(0, min(reply, slotSize))))
    }

    /// Calls `body` with a received datagram.
    public borrowing func withDatagram<Result>(
        _ slot: Int, _ body: (Span<UInt8>, _ checksumPending: Bool) -> Result
    ) -> Result? {
        guard slot >= 0, slot < slots, let data = csockets_batch_data(batch, UInt32(slot)) else { return nil }
        let length = min(Int(csockets_batch_length(batch, UInt32(slot))), slotSize)
        return body(
            Span(_unsafeStart: data, count: length), csockets_batch_checksum_pending(batch, UInt32(slot)))
    }

    /// Whether the datagram did not fit its buffer.
    public borrowing func isTruncated(_ slot: Int) -> Bool {
        csockets_batch_truncated(batch, UInt32(slot))
    }

    /// Where the datagram came from.
    public borrowing func source(_ slot: Int) -> SocketAddress? {
        csockets_batch_source(batch, UInt32(slot)).flatMap { SocketAddress($0) }
    }

    /// Sends the replies of the first `count` slots.
    ///
    /// - Returns: how many were sent.
    @discardableResult
    public mutating func sendReplies(_ count: Int, on socket: UDPSocket) -> Int {
        Int(csockets_batch_reply(batch, socket.rawDescriptor, UInt32(truncatingIfNeeded: count)))
    }
}
