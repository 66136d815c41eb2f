internal import Addresses
internal import GRDB

/// Gives out the MACs of private interfaces.
extension Transaction {
    /// A random MAC (R50): locally administered, unicast, and nobody else's by any rule we know (R52).
    ///
    /// Nearly every draw succeeds: 2⁴⁶ addresses qualify.
    func drawPrivateMAC(avoiding taken: some Collection<MACAddress>) throws -> MACAddress {
        while true {
            let bits = random.next() & 0xFCFF_FFFF_FFFF | 0x0200_0000_0000
            guard let mac = MACAddress(rawValue: bits) else { continue }
            if try !ReservedPrefixes.isHypervisors(mac) && !taken.contains(mac) && pool(holding: mac) == nil
                && hypervisor(givingOut: mac) == nil && !isRegistered(mac)
            {
                return mac
            }
        }
    }

    /// Checks the MAC that an existing machine's private interface already has. A hypervisor may have given it out: the
    /// machine has it, and its private network is its own.
    func checkAdopted(_ mac: MACAddress, for machine: String, taken: [MACAddress: String]) throws {
        guard !mac.isMulticast else { throw RegistryError.machine(.macMulticast(mac, machine: machine)) }
        guard mac != .zero else { throw RegistryError.machine(.macZero(machine: machine)) }
        if let other = taken[mac] {
            throw RegistryError.machine(.macTaken(mac, machine: machine, other: other))
        }
        if let (pool, network) = try pool(holding: mac) {
            throw RegistryError.machine(.macInPool(mac, machine: machine, pool: pool, network: network))
        }
        // In no pool, but public since the pools were others.
        if let owner = try publicOwner(of: mac) {
            throw RegistryError.machine(.macTaken(mac, machine: machine, other: owner))
        }
    }

    func pool(holding mac: MACAddress) throws -> (MACRange, network: String)? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT first, last, network.name FROM mac_pool JOIN network ON network.id = mac_pool.network
                WHERE ? BETWEEN first AND last
                """, arguments: [mac])
        guard let row, let pool = try MACRange(first: row.value("first"), last: row.value("last")) else { return nil }
        return try (pool, row.value("name"))
    }

    private func isRegistered(_ mac: MACAddress) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM machine WHERE private_mac = ?1)
                    OR EXISTS (SELECT 1 FROM public_interface WHERE mac = ?1)
                    OR EXISTS (SELECT 1 FROM resting_mac WHERE mac = ?1)
                    OR EXISTS (SELECT 1 FROM lease WHERE mac = ?1)
                    OR EXISTS (SELECT 1 FROM host WHERE mac = ?1)
                """, arguments: [mac]) ?? false
    }

    /// A machine that has the MAC inside, as `environment/machine`.
    func privateOwner(of mac: MACAddress) throws -> String? {
        try String.fetchOne(
            database,
            sql: """
                SELECT environment.name || '/' || machine.name FROM machine
                JOIN environment ON environment.id = machine.environment
                WHERE private_mac = ? ORDER BY machine.id LIMIT 1
                """, arguments: [mac])
    }

    /// Who has the MAC outside, as `environment/machine`.
    func publicOwner(of mac: MACAddress) throws -> String? {
        try String.fetchOne(
            database,
            sql: """
                SELECT environment.name || '/' || machine.name FROM public_interface
                JOIN machine ON machine.id = public_interface.machine
                JOIN environment ON environment.id = machine.environment
                WHERE mac = ?
                """, arguments: [mac])
    }
}
