internal import Synchronization

/// What became of the requests, counted: the writer adds, anybody may read.
package final class LeaseCounters: Sendable {
    private struct Counts {
        var sent: UInt64 = 0
        var unsendable: UInt64 = 0
        var malformed: UInt64 = 0
        var refused: UInt64 = 0
        var drops: [DropReason: UInt64] = [:]
        var tally = LeaseTally()
    }

    private let counts = Mutex(Counts())

    package init() {}

    func count(sent: UInt64 = 0, unsendable: UInt64 = 0, malformed: UInt64 = 0, refused: UInt64 = 0) {
        counts.withLock { counts in
            counts.sent &+= sent
            counts.unsendable &+= unsendable
            counts.malformed &+= malformed
            counts.refused &+= refused
        }
    }

    func count(_ reason: DropReason) {
        counts.withLock { $0.drops[reason, default: 0] &+= 1 }
    }

    func add(_ tally: LeaseTally) {
        counts.withLock { $0.tally.add(tally) }
    }

    /// The messages by their types.
    var tally: LeaseTally { counts.withLock { $0.tally } }

    /// Replies that the kernel took.
    package var sent: UInt64 { counts.withLock { $0.sent } }
    /// Replies for which there was no route, no room or no buffer.
    package var unsendable: UInt64 { counts.withLock { $0.unsendable } }
    /// Datagrams that are no DHCP message.
    package var malformed: UInt64 { counts.withLock { $0.malformed } }
    /// Requests whose changes the registry's constraints refused.
    package var refused: UInt64 { counts.withLock { $0.refused } }
    package var drops: [DropReason: UInt64] { counts.withLock { $0.drops } }

    /// Everything that got no reply, by what became of it.
    ///
    /// - Parameter lost: datagrams that were lost before anybody looked at them.
    func losses(lost: UInt64) -> [Loss: UInt64] {
        counts.withLock { counts in
            var losses = Dictionary(uniqueKeysWithValues: counts.drops.map { (Loss.ignored($0.key), $0.value) })
            losses[.lost] = lost
            losses[.malformed] = counts.malformed
            losses[.refused] = counts.refused
            losses[.unsendable] = counts.unsendable
            return losses
        }
    }
}
