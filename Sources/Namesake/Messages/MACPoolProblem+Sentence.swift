internal import Addresses
internal import Registry

extension MACPoolProblem {
    var sentence: String {
        switch self {
        case .none:
            "a network needs MACs for its public interfaces: give a range with --mac-pool"
        case .multicast(let mac):
            "\(mac) is a multicast address (the first octet is odd), which no machine may have: "
                + "use the range 00-1D-D8-B7-1C-00..00-1D-D8-F4-1F-FF, whose prefix 00-1D-D8 it must have meant"
        case .zero:
            "00-00-00-00-00-00 is no machine's address: begin the pool after it"
        case .twoPrefixes(let pool):
            "the pool \(pool) spans the prefixes \(pool.first.prefixDescription) to \(pool.last.prefixDescription): "
                + "give a range whose ends have the same first three octets, or several ranges"
        case .overlaps(let pool, let other, let network):
            "the pool \(pool) overlaps the pool \(other) of network \(network): give each pool MACs of its own"
        case .reserved(let pool, let owner):
            "the prefix \(pool.first.prefixDescription) of the pool \(pool) is reserved by \(owner): "
                + "use 00-1D-D8-B7-1C-00..00-1D-D8-F4-1F-FF or part of it"
        case .holdsPrivateMAC(let pool, let mac, let environment, let machine):
            "the pool \(pool) holds \(mac), the private MAC of machine \(machine) of environment \(environment): "
                + "give a pool without it"
        case .holdsHostMAC(let pool, let mac, let host):
            "the pool \(pool) holds \(mac), the MAC of host \(host): give a pool without it"
        case .holdsGuestMAC(let pool, let mac, let address, let until):
            "the pool \(pool) holds \(mac), a guest that has \(address) until \(until): give a pool without it, "
                + "or end its lease with `namesake lease release \(address)`"
        case .inHypervisorRange(let pool, let range, let hypervisor):
            "the pool \(pool) overlaps \(range), which hypervisor \(hypervisor) gives out by itself: "
                + "use 00-1D-D8-B7-1C-00..00-1D-D8-F4-1F-FF or part of it"
        case .strands(let network, let macs, let count):
            "\(Wording.count(count, "MAC")) in use (\(Wording.list(macs))\(count > macs.count ? ", ..." : "")) "
                + "would be in no pool of network \(network): keep them in one, or delete their machines first"
        case .exhausted(let network, let pools, let free, let used, let resting, let nextFree):
            (free == 0 ? "no free MAC" : "not enough free MACs (\(free))")
                + " in pool \(Wording.list(pools)) of network \(network) (\(used) in use, \(resting) resting"
                + "\(nextFree.map { ", the first until \($0)" } ?? "")): "
                + "add a range with `namesake network set \(network) --mac-pool ...`"
        }
    }
}
