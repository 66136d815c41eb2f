internal import CMemory

/// Reading ahead, for whoever has several names to find.
///
/// Of a hundred thousand names nearly each look-up waits for memory twice, one time after the other: for the entry that
/// leads to the machine, and for the machine. A batch of queries waits for all its entries at once, and then for all
/// its machines.
extension AliasSnapshot {
    /// Begins to fetch where the name's entry is. Costs no wait.
    @inline(__always)
    public func prefetchEntry(hash: UInt64) {
        root.pointee.shards[root.pointee.shardIndex(hash)].prefetch(hash)
    }

    /// Begins to fetch the machine that the name leads to, if it is an alias. Best called when the entry has come.
    @inline(__always)
    public func prefetchRecord(hash: UInt64) {
        root.pointee.shards[root.pointee.shardIndex(hash)].forEachCandidate(hash) { reference in
            guard reference.kind == .alias else { return false }
            cmemory_prefetch(root.pointee.store.slots.pointer(to: reference.index))
            return true
        }
    }
}
