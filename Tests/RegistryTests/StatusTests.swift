import Addresses
import Testing

@testable import Registry

/// The rule of lab-facts 2.3 as a table: what was seen, and what follows from it.
@Suite("States of machines and environments")
struct StatusTests {
    private let now: Int64 = 1_795_370_400
    private let address = IPv4Address(10, 86, 51, 63)

    private func facts(
        mac: String? = "00-1D-D8-B7-1C-07", state: LeaseState? = .bound, starts: Int64 = -100, expires: Int64 = 500
    ) throws -> MachineFacts {
        let mac: MACAddress? = try mac.map { try value($0) }
        let lease = mac.flatMap { mac in
            state.map {
                Lease(
                    mac: mac, address: address, network: NetworkID(rawValue: 1), machine: MachineID(rawValue: 3),
                    state: $0, starts: now + starts, expires: now + expires, clientIdentifier: nil)
            }
        }
        return MachineFacts(
            environment: "shop-qa1", name: "web-server", isDomainController: false, mac: mac, lease: lease)
    }

    private func state(_ facts: MachineFacts, _ service: RegistryService = .namesAndLeases) -> IsolationState {
        facts.derive(service, at: now).0
    }

    private func conflict(_ kind: LeaseEvent.Kind, at: Int64, isCulprit: Bool = false) -> ConflictSighting {
        ConflictSighting(kind: kind, at: now + at, address: address, isCulprit: isCulprit, other: "shop/web-server")
    }

    @Test("A lease that is bound and live, under an alias that is served, is ready")
    func ready() throws {
        #expect(try state(facts()) == .ready)
        // What serves names serves this one, whoever will extend the lease.
        #expect(try state(facts(), .names) == .ready)
    }

    @Test("Without a server nothing is published, so nothing is ready")
    func notServed() throws {
        #expect(try state(facts(), .none) == .notReady)
    }

    @Test("Of a domain controller nothing is expected; without a public interface there is nothing to configure")
    func outside() throws {
        var controller = try facts(mac: nil)
        #expect(state(controller) == .notConfigured)
        controller.isDomainController = true
        #expect(state(controller) == .ready)
        #expect(state(controller, .none) == .ready)
    }

    @Test("Without a live lease a machine is not ready; one that is offered an address is on its way")
    func leases() throws {
        #expect(try state(facts(state: nil)) == .notReady)
        #expect(try state(facts(expires: 0)) == .notReady)
        #expect(try state(facts(state: .released)) == .notReady)
        #expect(try state(facts(state: .offered, expires: 30)) == .inProgress)
        #expect(try state(facts(state: .offered, expires: -1)) == .notReady)
        #expect(try facts(state: nil).derive(.names, at: now).1 == .noLeasesGiven)
    }

    @Test("A held MAC without a lease waits for the end of the hold; with one it is ready")
    func held() throws {
        var held = try facts(state: nil)
        held.watch = MACWatch(heldUntil: now + 60)
        held.heldFor = "shop-qa2"
        let (state, cause) = held.derive(.namesAndLeases, at: now)
        #expect(state == .notReady)
        #expect(cause?.sentence.contains("shop-qa2") == true)
        held.lease = try facts().lease
        #expect(self.state(held) == .ready)
    }

    @Test(
        "Evidence of a conflict since the lease was last extended is a failure",
        arguments: ConflictSighting.kinds)
    func conflicts(kind: LeaseEvent.Kind) throws {
        var facts = try facts(starts: -100)
        facts.sightings = [conflict(kind, at: -50)]
        #expect(state(facts) == .failed)
        // A renewal outlives what was seen of an address. Of two with one MAC both renew.
        facts.lease?.starts = now - 10
        #expect(state(facts) == (kind == .duplicateMAC ? .failed : .ready))
        facts.sightings = [conflict(kind, at: -121)]
        #expect(state(facts) == .ready)
    }

    @Test("What clones are known for is no failure")
    func harmless() throws {
        var facts = try facts(starts: -100)
        facts.sightings = [conflict(.sharedIdentifier, at: -5), conflict(.requestRefused, at: -5)]
        #expect(state(facts) == .ready)
    }

    @Test("While it is restored, a machine is right when its own MAC was seen since, and the other not after that")
    func restoring() throws {
        var facts = try facts(starts: -100)
        var restore = RestoredMachineFacts(
            snapshot: "latest build", rolledBack: try value("00-1D-D8-B7-1C-05"), holds: true,
            began: (now - 60) * 1000, holdUntil: now + 3540, leaseStartsBefore: now - 100)
        facts.restore = restore
        #expect(state(facts) == .inProgress)
        facts.lease?.starts = now - 20
        #expect(state(facts) == .ready)
        restore.rolledBackSeen = (now - 30) * 1000
        facts.restore = restore
        #expect(state(facts) == .ready)
        restore.rolledBackSeen = (now - 10) * 1000
        facts.restore = restore
        #expect(state(facts) == .inProgress)
        restore.holdUntil = now
        facts.restore = restore
        #expect(state(facts) == .failed)
    }

    @Test("A renewal in the second in which the restore began, but before it, is none since")
    func sameSecond() throws {
        var facts = try facts(starts: 0)
        facts.restore = RestoredMachineFacts(
            snapshot: "latest build", rolledBack: try value("00-1D-D8-B7-1C-05"), holds: true, began: now * 1000 + 500,
            holdUntil: now + 3600, leaseStartsBefore: now)
        #expect(state(facts) == .inProgress)
        facts.restore?.leaseStartsBefore = nil
        #expect(state(facts) == .ready)
    }

    @Test("An environment is what its machines are, without its domain controller")
    func environments() throws {
        func environment(_ machines: [MachineFacts]) -> IsolationState {
            EnvironmentStatus(of: machines, environment: "shop-qa1", .namesAndLeases, at: now).state
        }
        let ready = try facts()
        let waiting = try facts(state: nil)
        let offered = try facts(state: .offered, expires: 30)
        let bare = try facts(mac: nil)
        var failed = try facts()
        failed.sightings = [conflict(.addressInUse, at: -5)]
        var controller = bare
        controller.isDomainController = true
        #expect(environment([]) == .notConfigured)
        #expect(environment([bare]) == .notConfigured)
        #expect(environment([waiting, bare]) == .notReady)
        #expect(environment([waiting, offered]) == .inProgress)
        #expect(environment([ready, waiting]) == .partiallyReady)
        #expect(environment([ready, ready]) == .ready)
        #expect(environment([ready, failed]) == .failed)
        #expect(environment([controller, waiting]) == .notReady)
        #expect(environment([controller, ready]) == .ready)
        #expect(environment([controller]) == .ready)
    }

    @Test("Whatever is not ready says why and what to do, and names the MAC")
    func sentences() throws {
        var machines = try [
            facts(state: nil), facts(expires: 0), facts(state: .released), facts(state: .offered, expires: 30),
        ]
        var restored = try facts(starts: -100)
        restored.restore = RestoredMachineFacts(
            snapshot: "latest build", rolledBack: try value("00-1D-D8-B7-1C-05"), holds: true,
            began: (now - 60) * 1000, holdUntil: now + 3540, leaseStartsBefore: now - 100)
        machines.append(restored)
        restored.restore?.holdUntil = now
        machines.append(restored)
        for kind in ConflictSighting.kinds {
            for isCulprit in [false, true] {
                var facts = try facts()
                facts.sightings = [conflict(kind, at: -5, isCulprit: isCulprit)]
                machines.append(facts)
            }
        }
        for machine in machines {
            let status = MachineStatus(machine, .namesAndLeases, at: now)
            let text = "\(status.cause ?? "") \(status.remedy ?? "")"
            #expect(status.cause != nil && status.remedy != nil)
            #expect(text.contains("00-1D-D8-B7-1C-07") || text.contains("10.86.51.63") || text.contains("another DHCP"))
            #expect(!text.contains("Optional(") && !text.contains("\n"))
        }
        let environment = EnvironmentStatus(
            of: [try facts(), machines[0], restored], environment: "shop-qa1", .namesAndLeases, at: now)
        #expect(
            environment.cause?.hasPrefix("2 of 3 machines are not ready (web-server, web-server); web-server: ") == true
        )
    }
}
