internal import Synchronization

/// Where a thread hands over what it has counted, once a batch; anybody may read.
final class NameCounters: Sendable {
    private let sum = Mutex(NameTally())

    /// Adds the tally, and empties it.
    func take(_ tally: inout NameTally) {
        sum.withLock { $0.add(tally) }
        tally.removeAll()
    }

    /// Adds what was counted so far. Nothing is shared: a copy would have the thread allocate.
    func add(to tally: inout NameTally) {
        sum.withLock { tally.add($0) }
    }
}

extension Sequence<NameCounters> {
    /// Of all of them together.
    var sum: NameTally {
        reduce(into: NameTally()) { $1.add(to: &$0) }
    }
}
