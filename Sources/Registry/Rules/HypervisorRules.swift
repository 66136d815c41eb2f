internal import Addresses

/// What the MAC ranges of a hypervisor must be (R26).
enum HypervisorRules {
    static func check(_ ranges: [MACRange], of hypervisor: String) throws(RegistryError) {
        guard !ranges.isEmpty else { throw .hypervisor(.noRange(hypervisor)) }
        var earlier: [MACRange] = []
        for range in ranges {
            for end in [range.first, range.last] where end.isMulticast {
                throw .hypervisor(.multicast(end))
            }
            guard range.first != .zero else { throw .hypervisor(.zero) }
            guard range.first.prefix == range.last.prefix else { throw .hypervisor(.twoPrefixes(range)) }
            if let other = earlier.first(where: { $0.overlaps(range) }) {
                throw .hypervisor(.overlaps(range, other: other))
            }
            earlier.append(range)
        }
    }
}
