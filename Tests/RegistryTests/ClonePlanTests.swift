import Addresses
import Testing

@testable import Registry

@Suite("clone --plan: what would be")
struct ClonePlanTests {
    private func lab(pool: String = "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF") throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab(pool: pool)
        try registry.createShop()
        return registry
    }

    /// Plans and then makes the same clone: the plan changes nothing, and is what the clone then is.
    @discardableResult
    private func compare(
        _ registry: TestRegistry, _ clone: CloneEnvironment, _ location: SourceLocation = #_sourceLocation
    ) throws -> ClonePlanAnswer {
        let before = try registry.dump()
        let plan = try registry.perform(PlanClone(clone))
        #expect(try registry.dump() == before, sourceLocation: location)
        let made = try registry.perform(clone)
        #expect(plan.name == made.name && plan.network == made.network, sourceLocation: location)
        #expect(plan.isolation == made.isolation && plan.origin == made.origin, sourceLocation: location)
        #expect(plan.machines.map(\.name) == made.machines.map(\.name), sourceLocation: location)
        #expect(plan.machines.map(\.originalName) == made.machines.map(\.originalName), sourceLocation: location)
        #expect(plan.machines.map(\.role) == made.machines.map(\.role), sourceLocation: location)
        #expect(plan.machines.map(\.private) == made.machines.map(\.private), sourceLocation: location)
        #expect(
            plan.machines.map(\.domainController) == made.machines.map(\.domainController), sourceLocation: location)
        for (planned, machine) in zip(plan.machines, made.machines) {
            #expect((planned.public == nil) == (machine.public == nil), sourceLocation: location)
            guard let planned = planned.public, let mac = machine.public?.mac else { continue }
            #expect(planned.macPool.contains(mac), sourceLocation: location)
        }
        let snapshots = try registry.perform(ListSnapshots(environment: made.name))
        #expect(plan.snapshots.map(\.name) == snapshots.map(\.name), sourceLocation: location)
        #expect(plan.snapshots.map(\.takenIn) == snapshots.map(\.takenIn), sourceLocation: location)
        return plan
    }

    @Test("A clone, a clone of a clone, and clones from snapshots that came from the origin and from its origin")
    func kinds() throws {
        let registry = try lab()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        try compare(registry, CloneEnvironment(environment: "shop", newName: "a"))
        try registry.perform(RemoveMachine(environment: "shop", machine: "db-server"))
        let then = try compare(
            registry, CloneEnvironment(environment: "shop", newName: "b", snapshot: "latest build"))
        #expect(then.machines.map(\.name) == ["web-server", "db-server"])
        registry.pass(seconds: 10)
        try registry.perform(TakeSnapshot(environment: "b", snapshot: "before the test"))
        try compare(registry, CloneEnvironment(environment: "b", newName: "c"))
        // "latest build" came to c from b, and to b from shop.
        let grandchild = try compare(
            registry, CloneEnvironment(environment: "c", newName: "d", snapshot: "latest build"))
        #expect(grandchild.origin == EnvironmentOrigin(environment: "c", snapshot: "latest build"))
        #expect(grandchild.snapshots.map(\.takenIn) == ["b", "shop"])
        let shop = try registry.perform(ShowEnvironment(environment: "a"))
        #expect(grandchild.machines.map(\.private) == shop.machines.map(\.private))
    }

    @Test("R87: a domain controller would have no public side, and needs no MAC")
    func domainController() throws {
        let registry = try TestRegistry()
        try registry.addLab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-01")
        try registry.perform(
            CreateEnvironment(
                environment: "ad", machines: [MachineSpecification(name: "web")], domainController: "dc1"))
        let plan = try compare(registry, CloneEnvironment(environment: "ad", newName: "ad2"))
        #expect(plan.machines.map { $0.public != nil } == [true, false])
        #expect(plan.capacity.macsNeeded == 1)
        #expect(plan.capacity.clones == 1)
    }

    @Test("R12: conflicts by name, address and MAC with everybody on the network who has the same")
    func conflicts() throws {
        let registry = try lab()
        try registry.perform(CloneEnvironment(environment: "shop", newName: "qa1"))
        // It has the name and the address, and a MAC of its own.
        try registry.perform(
            CreateEnvironment(environment: "other", machines: [MachineSpecification(name: "WEB-SERVER")]))
        let plan = try registry.perform(PlanClone(CloneEnvironment(environment: "shop", newName: "qa2")))
        func with(_ kind: ConflictKind, _ machine: String) -> [String]? {
            plan.conflicts.first { $0.conflict == kind && $0.machine == machine }?.with
        }
        #expect(with(.name, "web-server") == ["shop/web-server", "qa1/web-server", "other/WEB-SERVER"])
        #expect(with(.address, "web-server") == ["shop/web-server", "qa1/web-server", "other/WEB-SERVER"])
        #expect(with(.mac, "web-server") == ["shop/web-server", "qa1/web-server"])
        #expect(with(.name, "db-server") == ["shop/db-server", "qa1/db-server"])
        #expect(plan.conflicts.count == 6)
        #expect(plan.conflicts.allSatisfy { $0.withCount == $0.with.count && $0.sameSegment })
    }

    @Test("R15, R16: on another segment only names meet, in DNS, and only where the domain is the same")
    func segments() throws {
        let registry = try lab()
        for (name, octet, domain) in [("near", "52", "lab.contoso.com"), ("far", "53", "far.contoso.com")] {
            try registry.perform(
                AddNetwork(
                    network: name,
                    settings: NetworkSettings(
                        cidr: value("10.86.\(octet).0/24"), range: value("10.86.\(octet).50-10.86.\(octet).250"),
                        domain: value(domain), macPools: [value("00-1D-D8-B8-\(octet)-00..00-1D-D8-B8-\(octet)-FF")])))
        }
        func plan(_ network: String) throws -> ClonePlanAnswer {
            try registry.perform(
                PlanClone(CloneEnvironment(environment: "shop", newName: "away", network: network)))
        }
        let near = try plan("near")
        #expect(near.conflicts.map(\.conflict) == [.name, .name])
        #expect(near.conflicts.allSatisfy { !$0.sameSegment })
        #expect(try plan("far").conflicts.isEmpty)
    }

    @Test("Too few MACs: the plan is refused with the clone's own refusal, resting MACs and all")
    func exhausted() throws {
        let registry = try lab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-04")
        try registry.perform(CloneEnvironment(environment: "shop", newName: "qa1"))
        try registry.perform(DeleteEnvironment(environment: "qa1"))
        let clone = CloneEnvironment(environment: "shop", newName: "qa2")
        let refusal = registry.refusal(of: PlanClone(clone))
        #expect(refusal == registry.refusal(of: clone))
        guard case .macPool(.exhausted(_, _, let free, let used, let resting, let nextFree)) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(free == 1)
        #expect(used == 2)
        #expect(resting == 2)
        #expect(nextFree == UTCTime(rawValue: registry.now.rawValue + 600))
        registry.pass(seconds: 600)
        // The one that was never used, and one whose rest is over.
        let plan = try compare(registry, clone)
        #expect(plan.capacity.macs.free == 3)
        #expect(plan.capacity.clones == 1)
        #expect(plan.capacity.nextMACFree == nil)
    }

    @Test("Addresses: those that are there without one will want theirs, and what is short is told, not refused")
    func addresses() throws {
        let registry = try TestRegistry()
        var settings = try TestRegistry.lab()
        settings.range = try value("10.86.51.50-10.86.51.54")
        try registry.perform(AddNetwork(network: "lab", settings: settings))
        let shop = try registry.createShop()
        let clone = CloneEnvironment(environment: "shop", newName: "qa1")
        let first = try registry.perform(PlanClone(clone)).capacity
        #expect(first.addresses.free == 5 && first.addressesAwaited == 2 && first.addressesNeeded == 2)
        #expect(first.clones == 1)
        try registry.bind(#require(shop.machines[0].public?.mac), value("10.86.51.50"), machine: 1)
        let second = try registry.perform(PlanClone(clone)).capacity
        #expect(second.addresses.free == 4 && second.addressesAwaited == 1)
        #expect(second.clones == 1)
        try registry.perform(clone)
        let third = try registry.perform(PlanClone(CloneEnvironment(environment: "shop", newName: "qa2"))).capacity
        #expect(third.addressesAwaited == 3)
        #expect(third.clones == 0)
    }

    @Test("What the clone would be refused for, its plan is refused for")
    func sameRefusals() throws {
        let registry = try lab()
        let long = String(repeating: "a", count: 60)
        var settings = try TestRegistry.lab(pool: "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")
        settings.cidr = try value("10.86.52.0/24")
        settings.range = try value("10.86.52.50-10.86.52.250")
        settings.domain = try value("\(long).\(long).\(long).example")
        try registry.perform(AddNetwork(network: "long", settings: settings))
        try registry.perform(
            CreateEnvironment(environment: "empty", network: "lab", machines: [MachineSpecification(name: "m")]))
        try registry.perform(RemoveMachine(environment: "empty", machine: "m"))
        for clone in [
            CloneEnvironment(environment: "nowhere", newName: "x"),
            CloneEnvironment(environment: "shop", newName: "Shop"),
            CloneEnvironment(environment: "shop", newName: "sh_op"),
            CloneEnvironment(environment: "shop", newName: "x", snapshot: "none"),
            CloneEnvironment(environment: "shop", newName: "x", network: "none"),
            CloneEnvironment(environment: "empty", newName: "x"),
            CloneEnvironment(environment: "shop", newName: long, network: "long"),
            CloneEnvironment(
                environment: "shop", newName: "x",
                customization: Customization(renames: [MachineRename(machine: "web-server", newName: "db-server")])),
        ] {
            let refusal = registry.refusal(of: clone)
            #expect(refusal != nil)
            #expect(registry.refusal(of: PlanClone(clone)) == refusal)
        }
    }

    @Test("R18: the plan of a customized copy has its new names, no private side, and no conflict")
    func customized() throws {
        let registry = try lab()
        let plan = try compare(
            registry,
            CloneEnvironment(environment: "shop", newName: "shop-c", customization: Customization()))
        #expect(plan.machines.map(\.name) == ["web-server2", "db-server2"])
        #expect(plan.conflicts.isEmpty)
    }
}
