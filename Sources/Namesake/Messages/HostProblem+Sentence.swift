internal import Addresses
internal import Registry

extension HostProblem {
    var sentence: String {
        switch self {
        case .aliasName(let name):
            "\(name) is no name for a host: names that begin with VSLM- are aliases; choose another name"
        case .addressOutside(let address, let networks):
            "\(address) is not inside \(Wording.list(networks)): give an address of a network with --address"
        case .addressReserved(let address, let cidr):
            "\(address) is the network's own or the broadcast address of \(cidr): give another with --address"
        case .addressTaken(let address, let host):
            "\(address) is already that of host \(host): give another with --address"
        case .addressLeased(let address, let mac, let owner, let until):
            "\(address) is leased to \(mac) (\(owner.map { "machine \($0)" } ?? "a guest")) until \(until): give another, "
                + "or end the lease with `namesake lease release \(address)` and wait until the address has rested"
        case .addressResting(let address, let until):
            "\(address) rests until \(until), because whoever had it may still believe it has: "
                + "give another with --address, or wait"
        case .macMulticast(let mac):
            "\(mac) is a multicast address (the first octet is odd), which no host may have: give the host's own with --mac"
        case .macZero:
            "00-00-00-00-00-00 is no host's address: give the host's own with --mac"
        case .macTaken(let mac, let host):
            "\(mac) is already the MAC of host \(host): give another with --mac, or change that one with `namesake host set`"
        case .macOfMachine(let mac, let owner):
            "\(mac) is the MAC of machine \(owner): a host has one of its own; give it with --mac"
        case .macInPool(let mac, let pool, let network):
            "\(mac) is in the pool \(pool) of network \(network), which is for public interfaces: "
                + "give the host's own with --mac"
        case .macResting(let mac, let until):
            "\(mac) rests until \(until), because a machine that was deleted had it: give another with --mac, or wait"
        case .nothingToSet(let name):
            "nothing to change about host \(name): give --mac, --address or both"
        }
    }
}
