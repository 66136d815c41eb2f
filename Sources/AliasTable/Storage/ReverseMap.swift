internal import Addresses
internal import Synchronization

/// From an address to the slot that had it last: a tree of pages over the 32 bits, made as they are needed.
///
/// An entry may be stale; the reader compares with the slot's word, which is the truth. So an entry is never cleared,
/// and a page is never freed before the whole map is.
struct ReverseMap {
    private typealias Leaf = UnsafeMutablePointer<Atomic<UInt32>>
    private typealias Middle = UnsafeMutablePointer<Atomic<UInt>>

    private static let topBits = 10
    private static let middleBits = 11
    private static let leafBits = 11

    /// Pointers to middles; a middle holds pointers to leaves; a leaf holds slot + 1, or 0.
    private let top: Middle

    init() {
        top = Self.makeMiddle(1 << Self.topBits)
    }

    /// Notes that the slot has the address. Writer only.
    func store(_ slot: UInt32, at address: IPv4Address) {
        let (first, second, third) = Self.split(address)
        let middle = Self.child(of: top, at: first) { Self.makeMiddle(1 << Self.middleBits) }
        let leaf = Self.child(of: middle, at: second) { Self.makeLeaf() }
        leaf[third].store(slot &+ 1, ordering: .releasing)
    }

    /// The slot that had the address last.
    func load(_ address: IPv4Address) -> UInt32? {
        let (first, second, third) = Self.split(address)
        guard let middle = Middle(bitPattern: top[first].load(ordering: .acquiring)),
            let leaf = Leaf(bitPattern: middle[second].load(ordering: .acquiring))
        else { return nil }
        let entry = leaf[third].load(ordering: .acquiring)
        return entry == 0 ? nil : entry &- 1
    }

    func deallocate() {
        for first in 0..<1 << Self.topBits {
            guard let middle = Middle(bitPattern: top[first].load(ordering: .relaxed)) else { continue }
            for second in 0..<1 << Self.middleBits {
                Leaf(bitPattern: middle[second].load(ordering: .relaxed))?.deallocate()
            }
            middle.deallocate()
        }
        top.deallocate()
    }

    private static func split(_ address: IPv4Address) -> (Int, Int, Int) {
        let bits = Int(address.rawValue)
        return (
            bits >> (middleBits + leafBits), bits >> leafBits & (1 << middleBits - 1), bits & (1 << leafBits - 1)
        )
    }

    private static func child<Element: ~Copyable>(
        of parent: Middle, at index: Int, make: () -> UnsafeMutablePointer<Element>
    ) -> UnsafeMutablePointer<Element> {
        if let existing = UnsafeMutablePointer<Element>(bitPattern: parent[index].load(ordering: .relaxed)) {
            return existing
        }
        let made = make()
        parent[index].store(UInt(bitPattern: made), ordering: .releasing)
        return made
    }

    private static func makeMiddle(_ count: Int) -> Middle {
        let words = Middle.allocate(capacity: count)
        for index in 0..<count { (words + index).initialize(to: Atomic(0)) }
        return words
    }

    private static func makeLeaf() -> Leaf {
        let words = Leaf.allocate(capacity: 1 << leafBits)
        for index in 0..<1 << leafBits { (words + index).initialize(to: Atomic(0)) }
        return words
    }
}
