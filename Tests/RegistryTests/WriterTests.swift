import Addresses
import GRDB
import Logging
import Synchronization
import Testing

@testable import Registry

@Suite("The writer: verbs and leases on one thread")
struct WriterTests {
    /// A served registry with the article's `shop`.
    private func serve() async throws -> ServedRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        return try await ServedRegistry(registry)
    }

    private func mac(_ served: ServedRegistry, _ environment: String = "shop") async throws -> MACAddress {
        try #require(
            try await served.writer.perform(ShowEnvironment(environment: environment)).machines.first?.public?.mac)
    }

    private let address = IPv4Address(10, 86, 51, 61)

    @Test("What a verb has changed is published when its answer is there, and true for the next packet")
    func verbs() async throws {
        let served = try await serve()
        #expect(served.record.names == ["shop"])
        let clone = try await served.writer.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        #expect(served.record.names == ["shop", "shop-qa1"])
        let mac = try #require(clone.machines[0].public?.mac)
        #expect(await served.source.turn(of: served.writer) { $0.book.interface(of: mac) != nil })
        _ = try await served.writer.perform(DeleteEnvironment(environment: "shop-qa1"))
        #expect(served.record.names == ["shop"])
        #expect(await served.source.turn(of: served.writer) { $0.book.interface(of: mac) == nil })
        await served.writer.stop()
    }

    @Test("A host that was added answers and keeps its address from others when the verb's answer is there")
    func hosts() async throws {
        let served = try await serve()
        let mac: MACAddress = try value("00-1B-A9-12-34-56")
        try await served.writer.serveZones([
            ServedZone(apex: value("lab.contoso.com"), floor: 1, networks: [NetworkID(rawValue: 1)])
        ])
        func steps() -> Int { served.record.state.withLock { $0.serialSteps } }
        let before = steps()
        served.registry.pass(seconds: 1)
        _ = try await served.writer.perform(AddHost(host: "printer", mac: mac, address: address))
        #expect(served.record.address(ofHost: "printer") == address)
        #expect(steps() == before + 1)
        let address = address
        let client = await served.source.turn(of: served.writer) { $0.book.client(of: mac, at: $0.now) }
        #expect(client == .host(LeaseHost(mac: mac, address: address, network: NetworkID(rawValue: 1)), nil))
        // What the host does with its lease changes no name.
        served.registry.pass(seconds: 1)
        #expect(await served.begin(mac, address, machine: nil) == nil)
        #expect(steps() == before + 1)
        _ = try await served.writer.perform(RemoveHost(host: "printer"))
        #expect(served.record.address(ofHost: "printer") == nil)
        let later = await served.source.turn(of: served.writer) { $0.book.client(of: mac, at: $0.now) }
        #expect(later == .stranger(nil))
        #expect(await served.source.turn(of: served.writer) { $0.book.resting(address)?.reason } == .deleted)
        await served.writer.stop()
    }

    @Test("Private MACs are known as soon as a machine has one, and no longer when the last that had it is gone")
    func privateMACs() async throws {
        let served = try await serve()
        let inside = try await served.writer.perform(ShowEnvironment(environment: "shop")).machines[0].private?.mac
        let mac = try #require(inside)
        func client() async -> LeaseClient {
            await served.source.turn(of: served.writer) { $0.book.client(of: mac, at: $0.now) }
        }
        #expect(await client() == .privateMAC(machineCount: 1))
        _ = try await served.writer.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        #expect(await client() == .privateMAC(machineCount: 2))
        _ = try await served.writer.perform(DeleteEnvironment(environment: "shop"))
        #expect(await client() == .privateMAC(machineCount: 1))
        _ = try await served.writer.perform(DeleteEnvironment(environment: "shop-qa1"))
        #expect(await client() == .stranger(nil))
        await served.writer.stop()
    }

    @Test("Evidence of a private MAC names the oldest machine that has it")
    func privateMACEvent() async throws {
        let served = try await serve()
        let inside = try await served.writer.perform(ShowEnvironment(environment: "shop")).machines[1].private?.mac
        let mac = try #require(inside)
        let isCommitted = await served.source.turn(of: served.writer) { turn in
            turn.book.begin()
            let event = LeaseEvent(kind: .privateMAC, mac: mac, network: NetworkID(rawValue: 1), detail: "x")
            return (try? turn.commit([.event(event)])) != nil
        }
        #expect(isCommitted)
        let history = try await served.writer.perform(LeaseHistory(key: .mac(mac)))
        #expect(history.map(\.environment) == ["shop"] && history.map(\.machine) == ["db-server"])
        await served.writer.stop()
    }

    @Test("A guest that was last seen a day ago is forgotten while the registry is served")
    func forgottenGuests() async throws {
        let served = try await serve()
        let guest: MACAddress = try value("02-00-00-00-00-01")
        _ = try await served.writer.perform(
            SetNetwork(network: "lab", guestRange: .set(value("10.86.51.30-10.86.51.39"))))
        #expect(await served.begin(guest, IPv4Address(10, 86, 51, 30), machine: nil) == nil)
        served.registry.pass(seconds: 600 + 86_400)
        #expect(await served.source.turn(of: served.writer) { $0.book.lease(of: guest) != nil })
        served.registry.pass(seconds: 1)
        #expect(await served.source.turn(of: served.writer) { $0.book.lease(of: guest) == nil })
        #expect(try await served.writer.perform(ListLeases()).isEmpty)
        await served.writer.stop()
    }

    @Test("A committed lease is published before the turn goes on, and is there after a restart")
    func leases() async throws {
        let served = try await serve()
        let mac = try await mac(served)
        #expect(await served.begin(mac, address) == nil)
        #expect(served.record.address(of: "web-server", in: "shop") == address)
        await served.writer.stop()
        #expect(served.registry.leftovers == ["namesake.sqlite"])

        let again = try await ServedRegistry(served.registry)
        #expect(again.record.address(of: "web-server", in: "shop") == address)
        #expect(await again.source.turn(of: again.writer) { $0.book.lease(of: mac)?.address } == address)
        await again.writer.stop()
    }

    @Test("A batch that a constraint refuses changes nothing: not the file, not the book, not the names")
    func constraint() async throws {
        let served = try await serve()
        let mac = try await mac(served)
        #expect(await served.begin(mac, address, machine: 2) == .constraint)
        #expect(await served.source.turn(of: served.writer) { $0.book.lease(of: mac) == nil })
        #expect(served.record.address(of: "web-server", in: "shop") == nil)
        #expect(try await served.writer.perform(ListLeases()).isEmpty)
        #expect(await served.begin(mac, address) == nil)
        await served.writer.stop()
    }

    @Test("Deleting an environment ends its leases, in the file, in the book and in the names")
    func deletion() async throws {
        let served = try await serve()
        let mac = try await mac(served)
        #expect(await served.begin(mac, address) == nil)
        _ = try await served.writer.perform(DeleteEnvironment(environment: "shop"))
        #expect(try await served.writer.perform(ListLeases()).isEmpty)
        let address = address
        let rests = await served.source.turn(of: served.writer) { turn in
            (turn.book.lease(at: address), turn.book.resting(address)?.until, turn.now)
        }
        #expect(rests.0 == nil)
        #expect(rests.1 == rests.2 + 1200)
        await served.writer.stop()
    }

    @Test("A lease released by hand ceases to be answered")
    func release() async throws {
        let served = try await serve()
        #expect(await served.begin(try mac(served), address) == nil)
        _ = try await served.writer.perform(ReleaseLease(key: .address(address)))
        #expect(served.record.address(of: "web-server", in: "shop") == nil)
        #expect(served.record.names == ["shop"])
        await served.writer.stop()
    }

    @Test("A lease that expires is one event, and its name ceases to answer")
    func expiry() async throws {
        let served = try await serve()
        let mac = try await mac(served)
        #expect(await served.begin(mac, address) == nil)
        served.registry.pass(seconds: 601)
        _ = await served.source.turn(of: served.writer) { $0.now }
        #expect(served.record.address(of: "web-server", in: "shop") == nil)
        let kinds = try await served.writer.perform(LeaseHistory(key: .mac(mac))).map(\.kind)
        #expect(kinds == ["machine.added", "lease.began", "lease.expired"])
        #expect(try await served.writer.perform(ListLeases()).map(\.state) == [.expired])
        await served.writer.stop()
    }

    @Test("Serials grow with visible changes, once a second, and are remembered")
    func serials() async throws {
        let served = try await serve()
        let apex: DomainName = try value("lab.contoso.com")
        func serial(_ served: ServedRegistry) -> UInt32? { served.record.state.withLock { $0.serials[apex] } }
        let zone = ServedZone(apex: apex, floor: 100, networks: [NetworkID(rawValue: 1)])
        try await served.writer.serveZones([zone])
        #expect(serial(served) == 100)
        served.registry.pass(seconds: 1)
        #expect(await served.begin(try mac(served), address) == nil)
        #expect(serial(served) == 101)
        _ = try await served.writer.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        #expect(serial(served) == 101)
        served.registry.pass(seconds: 1)
        _ = await served.source.turn(of: served.writer) { $0.now }
        #expect(serial(served) == 102)
        await served.writer.stop()
        let again = try await ServedRegistry(served.registry)
        try await again.writer.serveZones([zone])
        #expect(serial(again) == 103)
        await again.writer.stop()
    }

    @Test("Parallel verbs are performed one after another, each complete or refused")
    func parallel() async throws {
        let served = try await serve()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask {
                    // Every name is asked for twice: one of the two is refused.
                    _ = try? await served.writer.perform(
                        CloneEnvironment(environment: "shop", newName: "qa-\(index / 2)"))
                }
            }
        }
        let environments = try await served.writer.perform(ListEnvironments())
        #expect(environments.count == 51)
        #expect(environments.allSatisfy { $0.machineCount == 2 })
        #expect(served.record.names == environments.map(\.name).sorted())
        await served.writer.stop()
    }

    @Test("Verbs come and go as JSON")
    func catalogue() async throws {
        let served = try await serve()
        let request = try RegistryJSON.encode(ShowEnvironment(environment: "shop"))
        let answer = try await VerbCatalog.perform("env show", request, on: served.writer)
        #expect(try RegistryJSON.decode(EnvironmentAnswer.self, from: answer).name == "shop")
        await #expect(throws: RegistryError.request(.unknownVerb("env destroy"))) {
            try await VerbCatalog.perform("env destroy", request, on: served.writer)
        }
        await #expect(throws: RegistryError.self) {
            try await VerbCatalog.perform("clone", request, on: served.writer)
        }
        #expect(Set(VerbCatalog.verbs.map { $0.name }).count == VerbCatalog.verbs.count)
        await served.writer.stop()
        await #expect(throws: RegistryError.request(.stopping)) {
            try await VerbCatalog.perform("env show", request, on: served.writer)
        }
    }

    @Test("One bad row is skipped and named; everything else is served")
    func badRow() async throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    UPDATE machine SET name = 'not a name' WHERE id = 2;
                    INSERT INTO lease VALUES (-5, -6, 1, NULL, 1, 0, 9, NULL);
                    INSERT INTO resting_address VALUES (-7, 1, 0, 'boredom');
                    """)
        }
        let served = try await ServedRegistry(registry)
        #expect(
            served.record.state.withLock { $0.environments.values.flatMap(\.machines).map(\.name) } == ["web-server"])
        let check = try await served.writer.perform(CheckRegistry())
        #expect(!check.fit)
        #expect(check.badRows.map(\.table) == ["machine", "lease", "resting_address"])
        await served.writer.stop()
    }

    @Test("A sound registry is fit")
    func fit() async throws {
        let served = try await serve()
        #expect(await served.begin(try mac(served), address) == nil)
        let check = try await served.writer.perform(CheckRegistry())
        #expect(check.fit)
        #expect(check.counts.environments == 1 && check.counts.machines == 2 && check.counts.leases == 1)
        await served.writer.stop()
    }
}

extension ServedRegistry {
    /// Leases the address to the machine's MAC for 600 s, as an ACK does, and writes down that it began.
    fileprivate func begin(_ mac: MACAddress, _ address: IPv4Address, machine: Int64? = 1) async -> LeaseCommitError? {
        await source.turn(of: writer) { turn in
            let lease = Lease(
                mac: mac, address: address, network: NetworkID(rawValue: 1),
                machine: machine.map(MachineID.init(rawValue:)),
                state: .bound, starts: turn.now, expires: turn.now + 600, clientIdentifier: nil)
            let began = LeaseEvent(
                kind: .leaseBegan, mac: mac, address: address, network: lease.network, machine: lease.machine)
            turn.book.begin()
            turn.book.apply(.put(lease))
            do throws(LeaseCommitError) {
                try turn.commit([.put(lease), .event(began)])
                return nil
            } catch {
                return error
            }
        }
    }
}
