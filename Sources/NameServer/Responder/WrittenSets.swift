/// The sets that a reply holds already, so that none is in it twice.
///
/// When it is full, nothing more is taken for new: replies are small, and an answer that needs more is cut short.
struct WrittenSets: ~Copyable {
    private var keys = [UInt64](repeating: 0, count: 64)
    private var count = 0

    mutating func removeAll() {
        count = 0
    }

    /// - Parameter owner: any number that is the owner's own.
    /// - Returns: `false` if the set was written before.
    mutating func insert(_ set: Int, of owner: UInt64) -> Bool {
        let key = owner ^ UInt64(truncatingIfNeeded: set &+ 1) &* 0x9E37_79B9_7F4A_7C15
        for index in 0..<count where keys[index] == key { return false }
        guard count < keys.count else { return false }
        keys[count] = key
        count &+= 1
        return true
    }
}
