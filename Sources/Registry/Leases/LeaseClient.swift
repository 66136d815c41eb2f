package import Addresses

/// Who a MAC that asks is: the answer to one question of the book.
package enum LeaseClient: Hashable, Sendable {
    /// A registered public interface.
    case machine(KnownInterface)
    /// A host, with the lease its MAC has.
    case host(LeaseHost, Lease?)
    /// The private MAC of so many machines, on the wrong side.
    case privateMAC(machineCount: Int)
    /// A MAC of a pool, or one that rests: a clone's that is gone, or not there yet.
    case poolMAC
    /// Nobody the registry knows, with the lease that it has as a guest.
    case stranger(Lease?)

    /// The network it is registered on; `nil` for whoever is on none.
    package var network: NetworkID? {
        switch self {
        case .machine(let interface): interface.network
        case .host(let host, _): host.network
        case .privateMAC, .poolMAC, .stranger: nil
        }
    }
}

extension LeaseBook {
    /// What the client is told: a machine what its role says over what its network does, the others what that does.
    package func replyOptions(of client: LeaseClient, on network: NetworkID) -> ReplyOptions? {
        if case .machine(let interface) = client { return replyOptions(of: interface) }
        return replyOptions(of: network)
    }

    /// - Parameter now: seconds UTC.
    package func client(of mac: MACAddress, at now: Int64) -> LeaseClient {
        if let interface = interface(of: mac) { return .machine(interface) }
        if let host = hosts[mac] { return .host(host, lease(of: mac)) }
        let count = machineMACs.privateCount(mac)
        if count > 0 { return .privateMAC(machineCount: count) }
        return machineMACs.isPublic(mac, at: now) ? .poolMAC : .stranger(lease(of: mac))
    }
}
