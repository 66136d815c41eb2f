import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("R26, R52: hypervisors and the MACs they give out by themselves")
struct HypervisorTests {
    private func lab() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        return registry
    }

    private func add(_ name: String, _ ranges: String...) throws -> AddHypervisor {
        try AddHypervisor(hypervisor: name, ranges: ranges.map { try value($0) })
    }

    @Test("A hypervisor is added, changed, listed, shown and removed")
    func course() throws {
        let registry = try lab()
        let added = try registry.perform(add("hv1", "00-15-5D-33-07-00..00-15-5D-33-07-FF"))
        #expect(try added.ranges == [value("00-15-5D-33-07-00..00-15-5D-33-07-FF")])
        #expect(added.machines.isEmpty && added.machineCount == 0)
        try registry.perform(add("a", "02-00-00-00-00-00..02-00-00-00-00-FF", "52-54-00-00-00-00..52-54-00-FF-FF-FF"))
        #expect(try registry.perform(ListHypervisors()).map(\.name) == ["a", "hv1"])
        let changed = try registry.perform(
            SetHypervisor(hypervisor: "HV1", ranges: [value("00-15-5D-33-08-00..00-15-5D-33-08-FF")]))
        #expect(changed.name == "hv1")
        #expect(try registry.perform(ShowHypervisor(hypervisor: "hv1")) == changed)
        #expect(try registry.perform(RemoveHypervisor(hypervisor: "hv1")).name == "hv1")
        #expect(try registry.perform(ListHypervisors()).map(\.name) == ["a"])
        #expect(registry.refusal(of: ShowHypervisor(hypervisor: "hv1"))?.code == "unknown-hypervisor")
    }

    @Test("Ranges that are none, and names that are taken, are refused")
    func refusals() throws {
        let registry = try lab()
        try registry.perform(add("hv1", "00-15-5D-33-07-00..00-15-5D-33-07-FF"))
        let before = try registry.dump()
        let refused = try [
            (add("HV1", "00-15-5D-33-08-00..00-15-5D-33-08-FF"), "name-taken"),
            (add("hv_2", "00-15-5D-33-08-00..00-15-5D-33-08-FF"), "bad-name"),
            (add("hv2"), "range-missing"),
            (add("hv2", "01-15-5D-33-08-00..01-15-5D-33-08-FF"), "mac-multicast"),
            (add("hv2", "00-00-00-00-00-00..00-00-00-00-00-FF"), "mac-zero"),
            (add("hv2", "00-15-5D-FF-FF-FF..00-15-5E-00-00-00"), "range-two-prefixes"),
            (
                add("hv2", "02-00-00-00-00-00..02-00-00-00-00-FF", "02-00-00-00-00-FF..02-00-00-00-01-FF"),
                "range-overlaps"
            ),
            (add("hv2", "00-1D-D8-B7-1C-FF..00-1D-D8-B7-1D-FF"), "range-overlaps-pool"),
        ]
        for (verb, code) in refused {
            #expect(registry.refusal(of: verb)?.code == code)
        }
        let moved = try SetHypervisor(hypervisor: "hv1", ranges: [value("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-00")])
        #expect(registry.refusal(of: moved)?.code == "range-overlaps-pool")
        #expect(try registry.dump() == before)
    }

    @Test("No pool may hold a MAC that a hypervisor gives out, in either order")
    func pools() throws {
        let registry = try lab()
        try registry.perform(add("hv1", "00-0C-01-02-00-00..00-0C-01-02-00-FF"))
        let wider = try SetNetwork(
            network: "lab",
            macPools: [
                value("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"), value("00-0C-01-02-00-80..00-0C-01-02-01-FF"),
            ])
        #expect(
            try registry.refusal(of: wider)
                == .macPool(
                    .inHypervisorRange(
                        value("00-0C-01-02-00-80..00-0C-01-02-01-FF"),
                        range: value("00-0C-01-02-00-00..00-0C-01-02-00-FF"), hypervisor: "hv1")))
        try registry.perform(RemoveHypervisor(hypervisor: "hv1"))
        try registry.perform(wider)
    }

    @Test("A private MAC is drawn outside every hypervisor's range")
    func drawn() throws {
        let registry = try lab()
        // One range that no command would accept: everything up to the first octet DF.
        try registry.sql { database in
            try database.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    INSERT INTO hypervisor (id, name, created) VALUES (1, 'hv1', 0);
                    INSERT INTO hypervisor_range VALUES (1, 0x020000000000, 0xDFFFFFFFFFFF);
                    """)
        }
        let many = try registry.perform(
            CreateEnvironment(environment: "many", machines: (1...100).map { MachineSpecification(name: "m\($0)") }))
        let macs = many.machines.compactMap { $0.private?.mac }
        #expect(macs.count == 100)
        for mac in macs {
            #expect(mac.octet(0) >= 0xE0 && mac.isLocallyAdministered && !mac.isMulticast, "\(mac)")
        }
    }

    @Test("Machines whose private MAC a new hypervisor gives out keep it, and are named by the answer and by `check`")
    func recheck() throws {
        let registry = try lab()
        let mac: MACAddress = try value("02-5B-0F-11-22-33")
        try registry.perform(
            CreateEnvironment(
                environment: "shop",
                machines: [
                    MachineSpecification(name: "web-server", mac: mac), MachineSpecification(name: "db-server"),
                ]))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        #expect(try registry.perform(CheckRegistry()).findings.isEmpty)
        let inside = ["shop", "shop-qa1"].map { MachineInRange(environment: $0, machine: "web-server", mac: mac) }
        let added = try registry.perform(add("hv1", "02-5B-0F-11-22-00..02-5B-0F-11-22-FF"))
        #expect(added.machines == inside)
        #expect(added.machineCount == 2)
        #expect(
            try registry.perform(CheckRegistry()).findings
                == inside.map { .privateMACInRange($0, hypervisor: "hv1") })
        let shown = try registry.perform(ShowEnvironment(environment: "shop-qa1"))
        #expect(shown.machines.map { $0.private?.hypervisor } == ["hv1", nil])
        #expect(shown.machines[0].private?.mac == mac)
    }

    @Test("An existing machine may have a hypervisor's MAC: it is adopted, and the answer says whose it is")
    func adopted() throws {
        let registry = try lab()
        try registry.perform(add("hv1", "52-54-00-00-00-00..52-54-00-FF-FF-FF"))
        let shop = try registry.perform(
            CreateEnvironment(
                environment: "shop",
                machines: [MachineSpecification(name: "web-server", mac: value("52-54-00-12-34-56"))]))
        #expect(shop.machines[0].private?.hypervisor == "hv1")
    }

    @Test("Two hypervisors that may give out the same MAC are named by `check`, each once")
    func sharedRanges() throws {
        let registry = try lab()
        for name in ["kvm1", "kvm2", "kvm3"] {
            try registry.perform(add(name, "52-54-00-00-00-00..52-54-00-FF-FF-FF"))
        }
        let range: MACRange = try value("52-54-00-00-00-00..52-54-00-FF-FF-FF")
        #expect(
            try registry.perform(CheckRegistry()).findings
                == ["kvm2", "kvm3"].map {
                    .sharedRange(range, hypervisor: $0, otherRange: range, otherHypervisor: "kvm1")
                })
    }
}
