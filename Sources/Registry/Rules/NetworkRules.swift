internal import Addresses

/// What a network must be, on its own and beside the others.
enum NetworkRules {
    private static let prefixLengths = 8...30
    private static let privatePrefixLengths = 16...30

    /// - Parameter kept: MAC pools that the network has already.
    static func check(
        _ settings: NetworkSettings, name: String, others: [NetworkRecord], kept: [MACRange] = []
    ) throws(RegistryError) {
        try Names.checkDomain(settings.domain)
        try checkBlock(settings.cidr, prefixLengths)
        try checkBlock(settings.privateBlock, privatePrefixLengths)
        try checkRanges(settings)
        try checkHosts(settings)
        guard NetworkSettings.leaseSecondsBounds.contains(settings.leaseSeconds) else {
            let bounds = NetworkSettings.leaseSecondsBounds
            throw .network(
                .leaseSecondsOutOfBounds(settings.leaseSeconds, shortest: bounds.lowerBound, longest: bounds.upperBound)
            )
        }
        for other in others where other.settings.cidr.overlaps(settings.cidr) {
            throw .network(.overlaps(settings.cidr, other: other.settings.cidr, otherName: other.name))
        }
        try checkPrivateBlock(settings, name: name, others: others)
        let pools = others.flatMap { other in other.settings.macPools.map { (pool: $0, network: other.name) } }
        try OptionRules.check(settings)
        try MACPoolRules.check(settings.macPools, others: pools, network: name, kept: kept)
    }

    private static func checkBlock(_ block: IPv4Network, _ lengths: ClosedRange<Int>) throws(RegistryError) {
        guard lengths.contains(block.prefixLength) else {
            throw .network(.sizeOutOfBounds(block, longest: lengths.lowerBound, shortest: lengths.upperBound))
        }
        guard block.base.isUnicastHost, block.broadcast.isUnicastHost else { throw .network(.notUnicast(block)) }
    }

    private static func checkRanges(_ settings: NetworkSettings) throws(RegistryError) {
        try checkRange(settings.range, .lease, in: settings.cidr)
        guard let guests = settings.guestRange else { return }
        try checkRange(guests, .guest, in: settings.cidr)
        guard !guests.overlaps(settings.range) else {
            throw .network(.guestRangeOverlaps(guests, range: settings.range))
        }
    }

    private static func checkRange(_ range: IPv4Range, _ kind: RangeKind, in cidr: IPv4Network) throws(RegistryError) {
        guard cidr.addresses.contains(range) else { throw .network(.rangeOutside(kind, range, cidr: cidr)) }
        for address in [cidr.base, cidr.broadcast] where range.contains(address) {
            throw .network(.rangeHoldsReserved(kind, range, address: address))
        }
    }

    private static func checkHosts(_ settings: NetworkSettings) throws(RegistryError) {
        for router in settings.routers where !settings.cidr.hosts.contains(router) {
            throw .network(.routerOutside(router, cidr: settings.cidr))
        }
        for server in settings.nameServers where !server.isUnicastHost {
            throw .network(.nameServerNotHost(server))
        }
    }

    /// R49, both ways: no private block may hold an address of any public network.
    private static func checkPrivateBlock(
        _ settings: NetworkSettings, name: String, others: [NetworkRecord]
    ) throws(RegistryError) {
        let networks = others.map { (name: $0.name, settings: $0.settings) } + [(name: name, settings: settings)]
        for network in networks where network.settings.cidr.overlaps(settings.privateBlock) {
            throw .network(
                .privateBlockOverlaps(
                    block: settings.privateBlock, blockOf: name, cidr: network.settings.cidr, cidrOf: network.name))
        }
        for other in others where other.settings.privateBlock.overlaps(settings.cidr) {
            throw .network(
                .privateBlockOverlaps(
                    block: other.settings.privateBlock, blockOf: other.name, cidr: settings.cidr, cidrOf: name))
        }
    }
}
