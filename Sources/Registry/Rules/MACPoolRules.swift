internal import Addresses

/// What a network's MAC pools must be (R61): the rules of the original product, one by one.
enum MACPoolRules {
    /// - Parameter others: the pools of all other networks.
    /// - Parameter kept: pools that the network has already. A rule may be younger than they are, and their MACs are in use.
    static func check(
        _ pools: [MACRange], others: [(pool: MACRange, network: String)], network: String, kept: [MACRange] = []
    ) throws(RegistryError) {
        let problem = problems(of: pools, others: others, network: network).first { problem in
            guard let pool = problem.reservedPool else { return true }
            return !kept.contains(pool)
        }
        if let problem { throw .macPool(problem) }
    }

    /// Everything that is wrong with the pools, at most one thing of each pool.
    static func problems(
        of pools: [MACRange], others: [(pool: MACRange, network: String)], network: String
    ) -> [MACPoolProblem] {
        guard !pools.isEmpty else { return [.none] }
        var earlier = others
        var problems: [MACPoolProblem] = []
        for pool in pools {
            if let problem = shapeProblem(of: pool) {
                problems.append(problem)
            } else if let other = earlier.first(where: { $0.pool.overlaps(pool) }) {
                problems.append(.overlaps(pool, other: other.pool, otherNetwork: other.network))
            }
            earlier.append((pool, network))
        }
        return problems
    }

    private static func shapeProblem(of pool: MACRange) -> MACPoolProblem? {
        for end in [pool.first, pool.last] where end.isMulticast { return .multicast(end) }
        guard pool.first != .zero else { return .zero }
        guard pool.first.prefix == pool.last.prefix else { return .twoPrefixes(pool) }
        return ReservedPrefixes.owner(of: pool).map { .reserved(pool, owner: $0) }
    }
}

extension MACPoolProblem {
    /// The pool whose prefix is reserved, which an older version may have accepted.
    fileprivate var reservedPool: MACRange? {
        guard case .reserved(let pool, _) = self else { return nil }
        return pool
    }
}
