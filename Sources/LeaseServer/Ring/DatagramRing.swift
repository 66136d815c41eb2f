internal import Addresses
internal import Synchronization

/// A bounded queue of received datagrams between an interface's receiver and the writer.
///
/// When it is full the oldest goes: its client has waited the longest and is the likeliest to have given up. Slots are
/// allocated once, so a flood costs no memory. The lock is held for one copy of one datagram.
package final class DatagramRing: Sendable {
    /// More than the longest UDP payload on Ethernet. No client sends more (RFC 2131 §2: 576 unless it asked for more).
    package static let slotLength = 1536

    private struct Slots {
        var octets: [UInt8]
        var lengths: [Int]
        var origins: [DatagramOrigin]
        var first = 0
        var count = 0
        var lost: UInt64 = 0
    }

    private let capacity: Int
    private let slots: Mutex<Slots>

    /// - Parameter capacity: how many datagrams wait at most; at least one.
    package init(capacity: Int) {
        let capacity = max(1, capacity)
        self.capacity = capacity
        slots = Mutex(
            Slots(
                octets: Array(repeating: 0, count: capacity * Self.slotLength),
                lengths: Array(repeating: 0, count: capacity),
                origins: Array(
                    repeating: DatagramOrigin(
                        interface: 0, sourceMAC: nil, source: .any, destination: .any, sourcePort: 0),
                    count: capacity)))
    }

    /// How many datagrams were overwritten before anybody looked at them, or were too long.
    package var lost: UInt64 {
        slots.withLock { $0.lost }
    }

    package var isEmpty: Bool {
        slots.withLock { $0.count == 0 }
    }

    /// Adds a datagram.
    ///
    /// - Returns: whether the ring was empty, so that the writer may be asleep and has to be woken.
    @discardableResult
    package func append(_ datagram: Span<UInt8>, from origin: DatagramOrigin) -> Bool {
        slots.withLock { slots in
            guard datagram.count <= Self.slotLength else {
                slots.lost &+= 1
                return false
            }
            let wasEmpty = slots.count == 0
            if slots.count == capacity {
                slots.first = (slots.first + 1) % capacity
                slots.count -= 1
                slots.lost &+= 1
            }
            let slot = (slots.first + slots.count) % capacity
            slots.octets.overwrite(from: slot * Self.slotLength, with: datagram)
            slots.lengths[slot] = datagram.count
            slots.origins[slot] = origin
            slots.count += 1
            return wasEmpty
        }
    }

    /// Moves datagrams into the batch, oldest first, until the ring is empty, the batch full or `limit` moved.
    package func drain(into batch: DatagramBatch, limit: Int = DatagramBatch.capacity) {
        var moved = 0
        while moved < limit, !batch.isFull, moveFirst(into: batch) { moved += 1 }
    }

    /// One datagram at a time, so that the receiver never waits for more than one copy.
    private func moveFirst(into batch: DatagramBatch) -> Bool {
        slots.withLock { slots in
            guard slots.count > 0 else { return false }
            let start = slots.first * Self.slotLength
            batch.append(
                slots.octets.span.extracting(start..<start + slots.lengths[slots.first]),
                from: slots.origins[slots.first])
            slots.first = (slots.first + 1) % capacity
            slots.count -= 1
            return true
        }
    }
}
