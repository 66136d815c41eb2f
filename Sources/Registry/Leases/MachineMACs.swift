internal import Addresses

/// MACs that are no registered public interface and yet the lab's: a guest never has one (DESIGN section 7).
///
/// A pool's MAC may be drawn for a clone at any moment, a resting one may still be used by the clone that gave it up, and
/// a private one is the same in every clone, so that outside an environment it collides.
struct MachineMACs {
    /// Every network's pools, by their first MAC; they never overlap.
    private let pools: [MACRange]
    /// MACs that rest though no pool holds them any more, and until when.
    private let resting: [MACAddress: Int64]
    /// How many machines have each private MAC: clones share theirs.
    private var privateMACs: MACCounts

    init(
        pools: some Sequence<MACRange> = [], resting: [MACAddress: Int64] = [:],
        privateMACs: MACCounts = MACCounts()
    ) {
        self.pools = pools.sorted { $0.first.rawValue < $1.first.rawValue }
        self.resting = resting
        self.privateMACs = privateMACs
    }

    func isPublic(_ mac: MACAddress, at now: Int64) -> Bool {
        isInPool(mac) || resting[mac].map { $0 > now } ?? false
    }

    /// How many machines have the MAC inside their environments.
    func privateCount(_ mac: MACAddress) -> Int {
        privateMACs[mac]
    }

    /// Machines with that private MAC came, or went.
    mutating func count(private mac: MACAddress, _ change: Int) {
        privateMACs[mac] += change
    }

    private func isInPool(_ mac: MACAddress) -> Bool {
        var low = 0
        var high = pools.count
        while low < high {
            let middle = (low + high) / 2
            if pools[middle].first.rawValue <= mac.rawValue {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low > 0 && pools[low - 1].contains(mac)
    }
}
