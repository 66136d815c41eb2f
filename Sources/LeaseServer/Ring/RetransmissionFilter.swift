internal import Addresses
package import DHCPWire

/// Finds retransmissions among the messages of one batch, so that a client that asked twice is answered once.
///
/// The transaction id alone names no transaction: two machines resumed from one memory snapshot draw the same ones (R20).
package struct RetransmissionFilter {
    private struct Key: Hashable {
        var chaddr: MACAddress
        var attachment: Attachment
        var xid: UInt32
        var type: DHCPMessageType

        /// Two numbers that hardly ever agree when the rest does not.
        func hash(into hasher: inout Hasher) {
            hasher.combine(chaddr.rawValue ^ UInt64(xid) << 24)
        }
    }

    private var seen: Set<Key> = []

    package init() {
        seen.reserveCapacity(DatagramBatch.capacity)
    }

    /// Whether the batch had this message already. It counts as seen from now on.
    package mutating func isRepeat(_ request: DHCPMessage, of datagram: Span<UInt8>, from origin: DatagramOrigin)
        -> Bool
    {
        let key = Key(
            chaddr: request.header.chaddr, attachment: Attachment(of: request, datagram, from: origin),
            xid: request.header.xid, type: request.type)
        return !seen.insert(key).inserted
    }

    /// A new batch begins.
    package mutating func removeAll() {
        seen.removeAll(keepingCapacity: true)
    }
}
