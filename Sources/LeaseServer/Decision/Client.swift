internal import Addresses
internal import Registry

/// Whoever asks, as far as a decision depends on it.
struct Client {
    enum Kind: Hashable {
        /// A registered public interface.
        case machine
        /// A host, which has one address for good.
        case host(IPv4Address)
        /// Nobody the registry knows, on a network that has a range for such.
        case guest
        /// The private MAC of so many machines.
        case strayed(machineCount: Int)
    }

    let kind: Kind
    /// The registered machine; `nil` for all others.
    let machine: MachineID?
    /// The MAC's tie to an address, live or not.
    let lease: Lease?

    /// The one address that it can have.
    var reserved: IPv4Address? {
        if case .host(let address) = kind { address } else { nil }
    }

    /// Which of its network's ranges it gets its address from.
    var range: RangeKind { kind == .guest ? .guest : .lease }
}

extension Client {
    /// - Parameter network: where it asks.
    /// - Returns: `nil` if it gets silence there.
    init?(_ client: LeaseClient, on network: LeaseNetwork) {
        switch client {
        case .machine(let interface):
            self.init(kind: .machine, machine: interface.machine, lease: interface.lease)
        case .host(let host, let lease):
            self.init(kind: .host(host.address), machine: nil, lease: lease)
        case .privateMAC(let count):
            self.init(kind: .strayed(machineCount: count), machine: nil, lease: nil)
        case .stranger(let lease):
            guard network.guestRange != nil else { return nil }
            self.init(kind: .guest, machine: nil, lease: lease)
        case .poolMAC:
            return nil
        }
    }
}
