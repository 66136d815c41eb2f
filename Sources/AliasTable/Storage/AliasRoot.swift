/// Everything a reader sees, reached through one pointer: replacing that pointer shows a whole change at once.
struct AliasRoot {
    var store: SlotStore
    let shards: UnsafeMutablePointer<NameShard>
    /// There are 2 to this power of shards; a name's shard is the top bits of its hash.
    let shardBits: Int

    static func emptyShards(bits: Int) -> UnsafeMutablePointer<NameShard> {
        let shards = UnsafeMutablePointer<NameShard>.allocate(capacity: 1 << bits)
        shards.initialize(repeating: NameShard(EmptyCollection()), count: 1 << bits)
        return shards
    }

    @inline(__always)
    func shardIndex(_ hash: UInt64) -> Int {
        shardBits == 0 ? 0 : Int(truncatingIfNeeded: hash >> UInt64(64 - shardBits))
    }
}
