internal import Synchronization

/// When may memory that readers might still be looking at be freed? When each of them has passed a quiet point.
///
/// Readers never lock and never count references. A reader announces the epoch in which a batch begins, and announces
/// quiet when the batch is done, before it blocks to wait for the next. A writer unlinks something, steps the epoch and
/// hands over how to free it; it is freed once every reader is quiet or began its batch after the step (quiescent-state
/// based reclamation, as in McKenney's RCU).
public final class QuietPoints: Sendable {
    /// The most readers there may be: threads and event loops that answer queries.
    public static let capacity = 256

    private let epoch = Atomic<UInt64>(1)
    private let readers: AnnouncementArray
    private let waiting = Mutex<[Retired]>([])
    private let registered = Atomic<Int>(0)

    private struct Retired {
        let epoch: UInt64
        let free: @Sendable () -> Void
    }

    public init() {
        readers = AnnouncementArray(count: Self.capacity)
    }

    /// Makes a reader; it stays registered, quiet, for the life of the process.
    ///
    /// - Returns: `nil` when there are `capacity` readers already.
    public func makeReader() -> QuietReader? {
        let index = registered.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
        guard index < Self.capacity else { return nil }
        return QuietReader(points: self, index: index)
    }

    fileprivate func enter(_ index: Int) {
        // Sequentially consistent: the announcement must be visible before anything is read under it.
        readers.store(epoch.load(ordering: .acquiring), at: index)
    }

    fileprivate func leave(_ index: Int) {
        readers.clear(at: index)
    }

    /// Frees something later, when no reader can hold it any more. Call after it was unlinked.
    public func retire(_ free: @escaping @Sendable () -> Void) {
        let tag = epoch.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        waiting.withLock { $0.append(Retired(epoch: tag, free: free)) }
        reclaim()
    }

    /// Frees what can be freed now. Called by `retire`, and once in a while when nothing is retired.
    public func reclaim() {
        let oldest = readers.oldest(count: min(registered.load(ordering: .sequentiallyConsistent), Self.capacity))
        let ready = waiting.withLock { waiting in
            let ready = waiting.filter { $0.epoch <= oldest }
            if !ready.isEmpty { waiting.removeAll { $0.epoch <= oldest } }
            return ready
        }
        for item in ready { item.free() }
    }

    /// How many retired things readers still hold up.
    public var waitingCount: Int { waiting.withLock { $0.count } }
}

/// One reader's place in `QuietPoints`: a thread or an event loop. Only its owner may call it.
public struct QuietReader: Sendable {
    fileprivate let points: QuietPoints
    fileprivate let index: Int

    /// A batch begins: what is read from now on stays valid until `leave`.
    public func enter() { points.enter(index) }

    /// The batch is done. Must be called before anything that blocks.
    public func leave() { points.leave(index) }
}
