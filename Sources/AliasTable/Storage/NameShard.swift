internal import CMemory

/// Where a name leads.
struct NameReference: Hashable, BitwiseCopyable {
    enum Kind: UInt32 {
        case alias = 1
        case readable = 2
        case environment = 3
        case host = 4
    }

    /// The kind in the three low bits, the slot or environment above them; 0 is no reference.
    let rawValue: UInt32

    static let none = NameReference(rawValue: 0)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ kind: Kind, _ index: UInt32) {
        rawValue = index << 3 | kind.rawValue
    }

    var kind: Kind? { Kind(rawValue: rawValue & 7) }
    var index: UInt32 { rawValue >> 3 }
}

struct NameEntry: BitwiseCopyable {
    /// The low 32 bits of the name's hash: enough to place the entry, so that a shard is copied without hashing again,
    /// and to compare few names in vain.
    var tag: UInt32
    var reference: NameReference

    init(tag: UInt32, reference: NameReference) {
        self.tag = tag
        self.reference = reference
    }

    init(hash: UInt64, reference: NameReference) {
        self.init(tag: Self.tag(hash), reference: reference)
    }

    @inline(__always)
    static func tag(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash)
    }
}

/// An immutable open-addressing table of names at most half full: one of many that together hold all of them.
///
/// A change copies the shards it touches, a few kilobytes each, and leaves all others as they are.
struct NameShard: BitwiseCopyable {
    private let entries: UnsafeMutablePointer<NameEntry>?
    private let capacity: UInt32

    init(_ names: some Collection<NameEntry>) {
        guard !names.isEmpty else {
            entries = nil
            capacity = 0
            return
        }
        let capacity = names.count * 2
        let table = UnsafeMutablePointer<NameEntry>.allocate(capacity: capacity)
        table.initialize(repeating: NameEntry(tag: 0, reference: .none), count: capacity)
        for name in names {
            var position = Self.home(name.tag, capacity: UInt32(capacity))
            while table[position].reference != .none {
                position = position + 1 == capacity ? 0 : position + 1
            }
            table[position] = name
        }
        entries = table
        self.capacity = UInt32(capacity)
    }

    /// Calls `body` with each reference whose name may have that hash, until it returns `true`.
    @inline(__always)
    func forEachCandidate(_ hash: UInt64, _ body: (NameReference) -> Bool) {
        let tag = NameEntry.tag(hash)
        forEachEntry(from: hash) { $0.tag == tag && body($0.reference) }
    }

    /// Calls `body` with each entry that a search for the hash passes, until it returns `true`.
    @inline(__always)
    func forEachEntry(from hash: UInt64, _ body: (NameEntry) -> Bool) {
        guard let entries else { return }
        var position = Self.home(NameEntry.tag(hash), capacity: capacity)
        // Half of the table is empty, so this ends; the bound is for a reader who wants to see it.
        for _ in 0..<capacity {
            let entry = entries[position]
            if entry.reference == .none || body(entry) { return }
            position = position + 1 == Int(capacity) ? 0 : position + 1
        }
    }

    /// Begins to fetch the entry where the search for the hash begins.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        guard let entries else { return }
        cmemory_prefetch(entries + Self.home(NameEntry.tag(hash), capacity: capacity))
    }

    /// All names, in no order.
    var names: [NameEntry] {
        UnsafeBufferPointer(start: entries, count: Int(capacity)).filter { $0.reference != .none }
    }

    var allocation: UnsafeMutablePointer<NameEntry>? { entries }

    @inline(__always)
    private static func home(_ tag: UInt32, capacity: UInt32) -> Int {
        Int((UInt64(tag) * UInt64(capacity)) >> 32)
    }
}
