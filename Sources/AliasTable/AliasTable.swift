public import Addresses
internal import Synchronization

/// The names and leases that the name server answers: written by one thread, read by many without locks.
///
/// Two kinds of change, two costs. A lease that begins, is renewed or ends is one atomic store into its machine's word.
/// Names that come or go copy the few shards they hash to and swap the root pointer, so a clone of a hundred machines
/// appears whole.
///
/// - Note: `@unchecked Sendable`: the root pointer is only touched atomically, and what it leads to is freed through
///   `quietPoints` after the last reader has let go of it.
public final class AliasTable: @unchecked Sendable {
    public let hashKey: NameHashKey
    public let quietPoints: QuietPoints
    private let root: Atomic<UInt>

    public init(hashKey: NameHashKey = .random(), quietPoints: QuietPoints = QuietPoints()) {
        self.hashKey = hashKey
        self.quietPoints = quietPoints
        let empty = UnsafeMutablePointer<AliasRoot>.allocate(capacity: 1)
        empty.initialize(to: AliasRoot(store: SlotStore(), shards: AliasRoot.emptyShards(bits: 0), shardBits: 0))
        root = Atomic(UInt(bitPattern: empty))
    }

    deinit {
        guard let last = UnsafeMutablePointer<AliasRoot>(bitPattern: root.load(ordering: .acquiring)) else { return }
        for index in 0..<1 << last.pointee.shardBits { last.pointee.shards[index].allocation?.deallocate() }
        last.pointee.shards.deallocate()
        last.pointee.store.deallocate()
        last.deallocate()
    }

    /// The table now. Call between a reader's `enter` and `leave`, or on the writer's thread.
    @inline(__always)
    public func snapshot() -> AliasSnapshot? {
        // Sequentially consistent, so that it comes after the reader's announcement on every processor.
        UnsafePointer<AliasRoot>(bitPattern: root.load(ordering: .sequentiallyConsistent)).map {
            AliasSnapshot(root: $0, hashKey: hashKey)
        }
    }

    /// The root as the writer left it.
    var current: AliasRoot? {
        UnsafePointer<AliasRoot>(bitPattern: root.load(ordering: .relaxed))?.pointee
    }

    /// Shows another root; the old root's own memory, `shards` among it, and whatever else is named is freed later.
    func swap(in new: AliasRoot, freeing others: [UnsafeMutableRawPointer], oldStore: SlotStore?) {
        let next = UnsafeMutablePointer<AliasRoot>.allocate(capacity: 1)
        next.initialize(to: new)
        let old = root.exchange(UInt(bitPattern: next), ordering: .sequentiallyConsistent)
        let garbage = Garbage(root: old, others: others.map { UInt(bitPattern: $0) }, store: oldStore)
        quietPoints.retire { garbage.free() }
    }
}

/// What a replaced root leaves behind.
///
/// - Note: `@unchecked Sendable`: freed exactly once, by whichever thread reclaims, when no reader can reach it.
private struct Garbage: @unchecked Sendable {
    let root: UInt
    let others: [UInt]
    let store: SlotStore?

    func free() {
        if let old = UnsafeMutablePointer<AliasRoot>(bitPattern: root) {
            old.pointee.shards.deallocate()
            old.deallocate()
        }
        for pointer in others {
            UnsafeMutableRawPointer(bitPattern: pointer)?.deallocate()
        }
        store?.deallocate()
    }
}
