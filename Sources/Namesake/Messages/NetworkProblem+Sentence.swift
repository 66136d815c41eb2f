internal import Registry

extension NetworkProblem {
    var sentence: String {
        switch self {
        case .sizeOutOfBounds(let block, let longest, let shortest):
            "\(block) is not of a size that can be used: give a /\(longest) to a /\(shortest)"
        case .notUnicast(let block):
            "\(block) holds loopback, multicast or reserved addresses: give a block that hosts may have"
        case .overlaps(let cidr, let other, let name):
            "\(cidr) overlaps \(other) of network \(name): give each network addresses of its own"
        case .privateBlockOverlaps(let block, let blockOf, let cidr, let cidrOf):
            "the private block \(block) of network \(blockOf) overlaps the public addresses \(cidr) of network \(cidrOf): "
                + "give another with --private-block"
        case .rangeOutside(let kind, let range, let cidr):
            "the \(kind.rawValue) range \(range) is not inside \(cidr): give one that is with \(kind.option)"
        case .rangeHoldsReserved(let kind, let range, let address):
            "the \(kind.rawValue) range \(range) holds \(address), the network's own or its broadcast address: "
                + "give one without it with \(kind.option)"
        case .guestRangeOverlaps(let guests, let range):
            "the guest range \(guests) overlaps the lease range \(range): give guests addresses of their own"
        case .routerOutside(let router, let cidr):
            "the router \(router) is not a host address of \(cidr): give one that is with --router"
        case .nameServerNotHost(let server):
            "the name server \(server) is not the address of a host: give another with --name-server"
        case .leaseSecondsOutOfBounds(let seconds, let shortest, let longest):
            "a lease of \(seconds) s is not possible: give \(shortest) to \(longest) with --lease-seconds"
        case .none:
            "there is no network yet: add one with `namesake network add NAME --cidr ... --range ... --domain ... --mac-pool ...`"
        case .ambiguous(let names):
            "there are several networks (\(Wording.list(names))): name one with --network"
        case .inUse(let name, let environments, let count):
            "network \(name) has \(Wording.count(count, "environment")) (\(Wording.list(environments))"
                + "\(count > environments.count ? ", ..." : "")): delete them first with `namesake env delete`"
        case .strandsLeases(let network, let addresses, let count):
            "the new range of network \(network) would strand \(Wording.count(count, "lease")) "
                + "(\(Wording.list(addresses))\(count > addresses.count ? ", ..." : "")): "
                + "keep them inside, or end them with `namesake lease release`"
        case .strandsHosts(let network, let hosts, let count):
            "\(Wording.count(count, "host")) (\(Wording.list(hosts))\(count > hosts.count ? ", ..." : "")) would be outside "
                + "network \(network): keep them inside, or remove them first with `namesake host remove`"
        case .hasHosts(let name, let hosts, let count):
            "network \(name) has \(Wording.count(count, "host")) (\(Wording.list(hosts))"
                + "\(count > hosts.count ? ", ..." : "")): remove them first with `namesake host remove`"
        case .privateBlockInUse(let network, let block, let machines):
            "\(Wording.count(machines, "machine")) of network \(network) have private addresses in \(block): "
                + "the block changes only while no machine uses it"
        case .privateBlockInSnapshot(let network, let block, let snapshot, let environment):
            "snapshot \(Wording.quoted(snapshot)) of environment \(environment) on network \(network) remembers private "
                + "addresses in \(block): delete it first with `namesake snapshot delete`"
        case .holdsPrivateAddress(let cidr, let address, let environment, let machine):
            "\(cidr) holds \(address), the private address of machine \(machine) of environment \(environment): "
                + "give addresses that no machine has inside"
        }
    }
}

extension RangeKind {
    fileprivate var option: String {
        switch self {
        case .lease: "--range"
        case .guest: "--guest-range"
        }
    }
}
