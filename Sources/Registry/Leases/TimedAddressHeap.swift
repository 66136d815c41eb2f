internal import Addresses

/// Addresses by a time each, the earliest first: a binary heap. Equal times are ordered by address.
struct TimedAddressHeap {
    struct Entry: Hashable, Comparable {
        var time: Int64
        var address: IPv4Address

        static func < (left: Entry, right: Entry) -> Bool {
            (left.time, left.address) < (right.time, right.address)
        }
    }

    private(set) var entries: [Entry] = []

    /// Makes a heap of entries in any order: a sorted array is one.
    init(_ entries: [Entry] = []) {
        self.entries = entries.sorted()
    }

    var count: Int { entries.count }
    var first: Entry? { entries.first }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var index = entries.count - 1
        while index > 0, entry < entries[(index - 1) / 2] {
            entries[index] = entries[(index - 1) / 2]
            index = (index - 1) / 2
        }
        entries[index] = entry
    }

    mutating func removeFirst() {
        guard let last = entries.popLast(), !entries.isEmpty else { return }
        replaceFirst(with: last)
    }

    /// Puts another entry in the first one's place, wherever it then belongs.
    mutating func replaceFirst(with entry: Entry) {
        guard !entries.isEmpty else { return }
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1] < entries[child] {
                child += 1
            }
            guard entries[child] < entry else { break }
            entries[index] = entries[child]
            index = child
        }
        entries[index] = entry
    }
}
