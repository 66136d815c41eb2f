internal import Addresses

/// Gives out the addresses of an environment's private interfaces: in order from the block's first host address (R46),
/// never its network or broadcast address (R45). A machine keeps its address when another goes.
struct PrivateAddresses {
    private let block: IPv4Network
    private let environment: String
    /// Who has what.
    private var taken: [IPv4Address: String]
    private var next: IPv4Address

    /// The number of machines an environment can have (R48): 254 in a /24.
    static func capacity(of block: IPv4Network) -> Int { block.hosts.count }

    init(block: IPv4Network, environment: String, taken: [IPv4Address: String]) {
        self.block = block
        self.environment = environment
        self.taken = taken
        next = block.hosts.first
    }

    /// The lowest address that is free.
    mutating func take(for machine: String) throws(RegistryError) -> IPv4Address {
        while block.hosts.contains(next) {
            let address = next
            guard let following = address.next else { break }
            next = following
            if taken[address] == nil {
                taken[address] = machine
                return address
            }
        }
        throw .machine(.tooMany(environment: environment, block: block, limit: Self.capacity(of: block)))
    }

    /// The address that the machine already has.
    mutating func adopt(_ address: IPv4Address, for machine: String) throws(RegistryError) {
        guard block.contains(address) else {
            throw .machine(.addressOutside(address, machine: machine, block: block))
        }
        guard block.hosts.contains(address) else {
            throw .machine(.addressReserved(address, machine: machine, block: block))
        }
        if let other = taken[address] {
            throw .machine(.addressTaken(address, machine: machine, other: other))
        }
        taken[address] = machine
    }
}
