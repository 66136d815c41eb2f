/// Makes the shards that names are found in.
enum ShardLayout {
    /// How many names share a shard when all are laid out.
    static let namesPerShard = 128
    private static let mostShardBits = 20

    /// Lays all names out over as many shards as they need.
    static func root(_ names: [HashedName], _ store: SlotStore) -> AliasRoot {
        var bits = 0
        while names.count > namesPerShard << bits, bits < mostShardBits { bits += 1 }
        let root = AliasRoot(store: store, shards: AliasRoot.emptyShards(bits: bits), shardBits: bits)
        // A counting sort by shard: two passes over the names, and no more memory than the entries.
        var ends = Array(repeating: 0, count: 1 << bits)
        for name in names { ends[root.shardIndex(name.hash)] += 1 }
        var total = 0
        for shard in ends.indices {
            total += ends[shard]
            ends[shard] = total
        }
        var entries = Array(repeating: NameEntry(tag: 0, reference: .none), count: names.count)
        for name in names {
            let shard = root.shardIndex(name.hash)
            ends[shard] -= 1
            entries[ends[shard]] = NameEntry(hash: name.hash, reference: name.reference)
        }
        // Each has moved down to the shard's first entry.
        for (shard, start) in ends.enumerated() {
            let end = shard + 1 < ends.count ? ends[shard + 1] : entries.count
            if start < end { root.shards[shard] = NameShard(entries[start..<end]) }
        }
        return root
    }

    /// Copies the shards that lose or gain a name.
    ///
    /// - Returns: the new root, and the shards it does without.
    static func rewrite(
        _ old: AliasRoot, _ store: SlotStore, touched: Set<Int>, removed: Set<NameReference>, added: [HashedName]
    ) -> (root: AliasRoot, garbage: [UnsafeMutableRawPointer]) {
        var additions: [Int: [NameEntry]] = [:]
        for name in added {
            additions[old.shardIndex(name.hash), default: []].append(
                NameEntry(hash: name.hash, reference: name.reference))
        }
        let shards = UnsafeMutablePointer<NameShard>.allocate(capacity: 1 << old.shardBits)
        shards.initialize(from: old.shards, count: 1 << old.shardBits)
        var garbage: [UnsafeMutableRawPointer] = []
        for shard in touched.union(additions.keys) {
            let kept = shards[shard].names.filter { !removed.contains($0.reference) }
            if let allocation = shards[shard].allocation { garbage.append(UnsafeMutableRawPointer(allocation)) }
            shards[shard] = NameShard(kept + (additions[shard] ?? []))
        }
        return (AliasRoot(store: store, shards: shards, shardBits: old.shardBits), garbage)
    }
}
