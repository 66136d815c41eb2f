internal import Addresses

/// What a network's MAC pools must be (R61): the rules of the original product, one by one.
enum MACPoolRules {
    /// - Parameter others: the pools of all other networks.
    static func check(_ pools: [MACRange], others: [(pool: MACRange, network: String)], network: String)
        throws(RegistryError)
    {
        guard !pools.isEmpty else { throw .macPool(.none) }
        var earlier = others
        for pool in pools {
            try checkShape(pool)
            if let other = earlier.first(where: { $0.pool.overlaps(pool) }) {
                throw .macPool(.overlaps(pool, other: other.pool, otherNetwork: other.network))
            }
            earlier.append((pool, network))
        }
    }

    private static func checkShape(_ pool: MACRange) throws(RegistryError) {
        for end in [pool.first, pool.last] where end.isMulticast {
            throw .macPool(.multicast(end))
        }
        guard pool.first != .zero else { throw .macPool(.zero) }
        guard pool.first.prefix == pool.last.prefix else { throw .macPool(.twoPrefixes(pool)) }
        if let owner = ReservedPrefixes.owner(of: pool) {
            throw .macPool(.reserved(pool, owner: owner))
        }
    }
}
