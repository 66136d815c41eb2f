package import Addresses
internal import GRDB

/// A hypervisor as `hypervisor add`, `set`, `show` and `list` print it.
package struct HypervisorAnswer: Codable, Hashable, Sendable {
    package var name: String
    package var ranges: [MACRange]
    /// Machines whose private MAC it may give out a second time (R52), in the order of their MACs; the first of them, if
    /// there are very many.
    package var machines: [MachineInRange]
    package var machineCount: Int
}

/// A machine whose private MAC lies in a hypervisor's range.
package struct MachineInRange: Codable, Hashable, Sendable {
    package var environment: String
    package var machine: String
    package var mac: MACAddress
}

extension Transaction {
    /// How many machines an answer names.
    private static let machineLimit = 1000

    func answer(for hypervisor: HypervisorRecord) throws -> HypervisorAnswer {
        let inside = """
            hypervisor_range JOIN machine ON private_mac BETWEEN first AND last WHERE hypervisor = ?
            """
        let machines = try Row.fetchAll(
            database,
            sql: """
                SELECT environment.name AS environment, machine.name AS machine, private_mac AS mac
                FROM hypervisor_range JOIN machine ON private_mac BETWEEN first AND last
                JOIN environment ON environment.id = machine.environment
                WHERE hypervisor = ? ORDER BY private_mac, machine.id LIMIT \(Self.machineLimit)
                """, arguments: [hypervisor.id]
        ).map { row in
            try MachineInRange(
                environment: row.value("environment"), machine: row.value("machine"), mac: row.value("mac"))
        }
        return HypervisorAnswer(
            name: hypervisor.name, ranges: hypervisor.ranges, machines: machines,
            machineCount: machines.count < Self.machineLimit ? machines.count : try count(inside, [hypervisor.id]))
    }
}
