package import Addresses
package import AliasTable
internal import Datagrams
internal import Glibc
package import Registry

/// Puts what the registry has committed into the table that the packet threads read.
///
/// Lives on the writer thread. When the registry says a change is done, this has been called and queries already see it.
package final class AliasPublisher: RegistryPublication {
    private let writer: AliasTableWriter
    private let zones: ServedZones
    private let networksChanged: ([PublishedNetwork]) -> Void

    /// - Parameter networksChanged: told before new names appear; widens the access list.
    package init(
        table: AliasTable, zones: ServedZones, networksChanged: @escaping ([PublishedNetwork]) -> Void = { _ in }
    ) {
        writer = AliasTableWriter(table)
        self.zones = zones
        self.networksChanged = networksChanged
    }

    package func replaceAll(
        networks: [PublishedNetwork], hosts: [NetworkID: [PublishedHost]], environments: [PublishedEnvironment],
        machineCount: Int, machines read: (_ tell: (EnvironmentID, PublishedMachine) -> Void) throws -> Void
    ) rethrows {
        networksChanged(networks)
        zones.replace(networks: networks)
        let clocks = Clocks.now()
        try writer.replaceAll(environmentCount: environments.count, machineCount: machineCount) { load in
            for environment in environments { load.add(Self.names(environment, clocks)) }
            for network in networks { load.add(Self.names(hosts[network.id] ?? [], of: network)) }
            try read { environment, machine in
                load.add(Self.names(machine, clocks), to: environment.rawValue)
            }
        }
    }

    package func replace(_ environments: [EnvironmentID: PublishedEnvironment?]) {
        let clocks = Clocks.now()
        writer.replace(
            environments.map { id, environment in
                (id: id.rawValue, names: environment.map { Self.names($0, clocks) })
            })
    }

    package func replace(hosts: [PublishedHost], of network: PublishedNetwork) {
        writer.replace(hosts: Self.names(hosts, of: network))
    }

    package func publish(_ leases: [PublishedLease]) {
        let clocks = Clocks.now()
        // One batch may tell of a machine twice, as when it is acknowledged and released at once: the last word counts.
        var last: [MachineID: LiveLease?] = [:]
        for change in leases { last.updateValue(change.lease, forKey: change.machine) }
        // Ends first: an address that moves must never be seen at two machines.
        for case (let machine, nil) in last {
            writer.setLease(of: machine.rawValue, to: .none)
        }
        for case (let machine, let lease?) in last {
            writer.setLease(of: machine.rawValue, to: clocks.word(lease))
        }
    }

    package func publish(serials: [DomainName: UInt32]) {
        zones.publish(serials: serials)
    }

    private static func names(_ environment: PublishedEnvironment, _ clocks: Clocks) -> EnvironmentNames {
        EnvironmentNames(
            id: environment.id.rawValue, name: Array(environment.name.utf8), domain: environment.domain,
            origin: Array((environment.origin ?? "").utf8),
            machines: environment.machines.map { names($0, clocks) })
    }

    private static func names(_ hosts: [PublishedHost], of network: PublishedNetwork) -> HostNames {
        HostNames(
            id: network.id.rawValue, domain: network.domain,
            hosts: hosts.map { (name: Array($0.name.utf8), address: $0.address) })
    }

    private static func names(_ machine: PublishedMachine, _ clocks: Clocks) -> MachineNames {
        MachineNames(
            id: machine.id.rawValue, name: Array(machine.name.utf8), alias: Array(machine.alias.utf8),
            word: machine.lease.map(clocks.word) ?? .none)
    }
}

/// The two clocks at one moment: the registry's UTC and the one that the words are compared with.
private struct Clocks {
    let utc: Int64
    let boot: UInt64

    private static let second: Int64 = 1_000_000_000

    static func now() -> Clocks {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Clocks(
            utc: Int64(time.tv_sec) &* second &+ Int64(time.tv_nsec), boot: BootClock.nanoseconds())
    }

    /// The lease as a word; none if it has ended.
    func word(_ lease: LiveLease) -> LeaseWord {
        let (end, overflow) = lease.expires.multipliedReportingOverflow(by: Self.second)
        guard !overflow, end > utc else { return .none }
        let remaining = UInt64(end - utc)
        let expiry = (boot &+ remaining) / UInt64(Self.second)
        return LeaseWord(address: lease.address, expiry: UInt32(clamping: expiry))
    }
}
