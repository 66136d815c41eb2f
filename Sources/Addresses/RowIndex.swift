/// An index from a key to a row's number, by open addressing with linear probing: four octets an entry.
///
/// It stores row numbers only; the caller knows the rows and so their keys and hashes. A million interfaces cost 16 MB in
/// two of these, against 70 MB in two dictionaries.
public struct RowIndex {
    @usableFromInline var slots: [UInt32]
    @usableFromInline var count = 0

    @usableFromInline static let empty = UInt32.max

    public init(minimumCapacity: Int = 0) {
        slots = Array(repeating: Self.empty, count: Self.slotCount(for: minimumCapacity))
    }

    /// The row that has this hash and satisfies the predicate. Probing ends at the first empty slot; a quarter are empty.
    @inlinable
    @inline(__always)
    public func find(_ hash: UInt64, where matches: (UInt32) -> Bool) -> UInt32? {
        var index = home(hash)
        while slots[index] != Self.empty {
            if matches(slots[index]) { return slots[index] }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a row whose key is not in the table.
    ///
    /// - Parameter hashOfRow: the hash of any row in the table, for when it grows.
    public mutating func insert(_ row: UInt32, _ hash: UInt64, hashOfRow: (UInt32) -> UInt64) {
        if (count + 1) * 4 > slots.count * 3 {
            grow(hashOfRow)
        }
        place(row, hash)
        count += 1
    }

    /// Adds a row unless one with the same key is there.
    ///
    /// - Returns: the row that was there.
    @inlinable
    public mutating func insert(
        _ row: UInt32, _ hash: UInt64, unless matches: (UInt32) -> Bool, hashOfRow: (UInt32) -> UInt64
    ) -> UInt32? {
        if (count + 1) * 4 > slots.count * 3 {
            grow(hashOfRow)
        }
        var index = home(hash)
        while slots[index] != Self.empty {
            if matches(slots[index]) { return slots[index] }
            index = (index + 1) & (slots.count - 1)
        }
        slots[index] = row
        count += 1
        return nil
    }

    /// Takes a row out and closes the gap, so that no tombstone ever lengthens a probe.
    public mutating func remove(_ row: UInt32, _ hash: UInt64, hashOfRow: (UInt32) -> UInt64) {
        let mask = slots.count - 1
        var gap = home(hash)
        while slots[gap] != row {
            guard slots[gap] != Self.empty else { return }
            gap = (gap + 1) & mask
        }
        var index = gap
        while true {
            index = (index + 1) & mask
            guard slots[index] != Self.empty else { break }
            // An entry may fill the gap unless its home lies between the gap and itself.
            let distanceFromHome = (index - home(hashOfRow(slots[index]))) & mask
            if distanceFromHome >= (index - gap) & mask {
                slots[gap] = slots[index]
                gap = index
            }
        }
        slots[gap] = Self.empty
        count -= 1
    }

    @usableFromInline
    func home(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }

    private mutating func place(_ row: UInt32, _ hash: UInt64) {
        var index = home(hash)
        while slots[index] != Self.empty {
            index = (index + 1) & (slots.count - 1)
        }
        slots[index] = row
    }

    @usableFromInline
    mutating func grow(_ hashOfRow: (UInt32) -> UInt64) {
        let old = slots
        slots = Array(repeating: Self.empty, count: old.count * 2)
        for row in old where row != Self.empty {
            place(row, hashOfRow(row))
        }
    }

    /// A power of two, so that the home of a hash is a mask, with at least a quarter of the slots empty.
    /// Spreads the numbers that rows are found by, and leaves sixteen neighbours side by side: MACs come from pools,
    /// addresses from ranges and machines one after another, so a cache line of the index answers for all sixteen.
    ///
    /// The finaliser of MurmurHash3. It has no key, so it is for numbers that a stranger on the wire cannot choose, such
    /// as registered MACs and their addresses.
    @inlinable
    @inline(__always)
    public static func hash(_ number: UInt64) -> UInt64 {
        var hash = number >> 4
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        hash = hash &* 0xC4CE_B9FE_1A85_EC53
        hash ^= hash >> 33
        return hash << 4 | number & 15
    }

    private static func slotCount(for capacity: Int) -> Int {
        var count = 16
        while count * 3 < (capacity + 1) * 4 {
            count *= 2
        }
        return count
    }
}
