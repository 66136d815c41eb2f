internal import Synchronization

/// One epoch per reader, each on a cache line of its own so that readers never wait for each other's line.
///
/// - Note: `@unchecked Sendable`: the memory is allocated once, freed by `deinit`, and touched only by atomic operations.
final class AnnouncementArray: @unchecked Sendable {
    private static let wordsPerLine = 8
    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let count: Int

    init(count: Int) {
        self.count = count * Self.wordsPerLine
        words = .allocate(capacity: self.count)
        for index in 0..<self.count {
            (words + index).initialize(to: Atomic(0))
        }
    }

    deinit {
        words.deinitialize(count: count)
        words.deallocate()
    }

    func store(_ epoch: UInt64, at index: Int) {
        words[index * Self.wordsPerLine].store(epoch, ordering: .sequentiallyConsistent)
    }

    func clear(at index: Int) {
        words[index * Self.wordsPerLine].store(0, ordering: .releasing)
    }

    /// The smallest epoch that any of the first `count` readers announced; the largest number if all are quiet.
    func oldest(count: Int) -> UInt64 {
        var oldest = UInt64.max
        for index in 0..<count {
            let epoch = words[index * Self.wordsPerLine].load(ordering: .sequentiallyConsistent)
            if epoch != 0 { oldest = min(oldest, epoch) }
        }
        return oldest
    }
}
