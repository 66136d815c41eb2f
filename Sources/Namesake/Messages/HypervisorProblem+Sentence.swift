internal import Addresses
internal import Registry

extension HypervisorProblem {
    var sentence: String {
        switch self {
        case .multicast(let mac):
            "\(mac) is a multicast address (the first octet is odd), which no hypervisor gives out: "
                + "give the range's ends with --mac-range"
        case .zero:
            "00-00-00-00-00-00 is no machine's address: begin the range after it"
        case .twoPrefixes(let range):
            "the range \(range) spans the prefixes \(range.first.prefixDescription) to \(range.last.prefixDescription): "
                + "give several ranges, each with the same first three octets at both ends"
        case .overlaps(let range, let other):
            "the ranges \(range) and \(other) overlap: give each MAC once"
        case .overlapsPool(let range, let hypervisor, let pool, let network):
            "the range \(range) of hypervisor \(hypervisor) overlaps the pool \(pool) of network \(network): "
                + "let the hypervisor give out others, or change the pool with `namesake network set \(network) --mac-pool ...`"
        case .noRange(let hypervisor):
            "hypervisor \(hypervisor) would have no range: give the MACs that it gives out with --mac-range"
        }
    }
}
