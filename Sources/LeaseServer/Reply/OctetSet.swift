/// A set of octets without an allocation, for what a message may repeat and a reply must not.
struct OctetSet {
    private var words: InlineArray<4, UInt64> = [0, 0, 0, 0]

    /// - Returns: whether the octet was not in the set before.
    mutating func insert(_ octet: UInt8) -> Bool {
        let word = Int(octet >> 6)
        let bit = UInt64(1) << UInt64(octet & 63)
        defer { words[word] |= bit }
        return words[word] & bit == 0
    }
}
