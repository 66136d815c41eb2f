import Addresses
import Testing

@testable import Registry

@Suite("Bad input is refused with its reason, and changes nothing")
struct BadInputTests {
    /// Performs a verb that must be refused, and compares the registry before and after.
    private func expect(
        _ registry: TestRegistry, _ verb: some Verb, _ code: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let before = try registry.dump()
        let refusal = registry.refusal(of: verb)
        #expect(refusal?.code == code, sourceLocation: location)
        #expect(try registry.dump() == before, sourceLocation: location)
    }

    private func lab() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        return registry
    }

    private func second(_ change: (inout NetworkSettings) throws -> Void) throws -> AddNetwork {
        var settings = try NetworkSettings(
            cidr: value("10.86.52.0/24"), range: value("10.86.52.50-10.86.52.250"), domain: value("lab2.contoso.com"),
            macPools: [value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")])
        try change(&settings)
        return AddNetwork(network: "lab2", settings: settings)
    }

    @Test("The article's own MAC 1D-D8-B7-1C-00-05 begins with an odd octet: a pool of it is multicast")
    func multicastPool() throws {
        let registry = try lab()
        let verb = try second { $0.macPools = [try value("1D-D8-B7-1C-00-05..1D-D8-B7-1C-00-FF")] }
        try expect(registry, verb, "pool-multicast")
        #expect(try registry.refusal(of: verb) == .macPool(.multicast(value("1D-D8-B7-1C-00-05"))))
    }

    @Test("A pool whose ends have different first three octets")
    func twoPrefixes() throws {
        try expect(
            lab(), second { $0.macPools = [try value("00-0C-01-FF-FF-00..00-0C-02-00-00-FF")] }, "pool-two-prefixes")
    }

    @Test("A pool that overlaps another network's, or another of its own")
    func overlappingPools() throws {
        try expect(lab(), second { $0.macPools = [try value("00-1D-D8-B7-1C-FF..00-1D-D8-B7-1D-FF")] }, "pool-overlaps")
        try expect(
            lab(),
            second {
                $0.macPools = [
                    try value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-10"),
                    try value("00-1D-D8-B7-1D-10..00-1D-D8-B7-1D-20"),
                ]
            }, "pool-overlaps")
    }

    @Test("R49: a private block that overlaps a public network, its own or another's, whichever comes second")
    func privateBlock() throws {
        try expect(lab(), second { $0.privateBlock = try value("10.86.52.0/24") }, "private-block-overlaps")
        try expect(lab(), second { $0.privateBlock = try value("10.86.0.0/16") }, "private-block-overlaps")
        try expect(
            lab(),
            second {
                $0.cidr = try value("192.168.0.0/16")
                $0.range = try value("192.168.0.50-192.168.0.60")
                $0.privateBlock = try value("10.1.0.0/24")
            }, "private-block-overlaps")
    }

    @Test("A lease range outside its network, or with the network's own or its broadcast address")
    func range() throws {
        try expect(lab(), second { $0.range = try value("10.86.53.50-10.86.53.60") }, "range-outside-network")
        try expect(lab(), second { $0.range = try value("10.86.52.50-10.86.53.10") }, "range-outside-network")
        try expect(lab(), second { $0.range = try value("10.86.52.0-10.86.52.10") }, "range-holds-reserved-address")
        try expect(lab(), second { $0.range = try value("10.86.52.50-10.86.52.255") }, "range-holds-reserved-address")
        try expect(lab(), second { $0.guestRange = try value("10.86.52.250-10.86.52.251") }, "guest-range-overlaps")
        try expect(lab(), second { $0.guestRange = try value("10.86.53.1-10.86.53.2") }, "range-outside-network")
    }

    @Test("A network that overlaps another, a router outside it, a lease that is too short, a bad domain")
    func network() throws {
        try expect(
            lab(),
            second {
                $0.cidr = try value("10.86.0.0/16")
                $0.range = try value("10.86.1.1-10.86.1.9")
            }, "network-overlaps")
        try expect(lab(), second { $0.routers = [try value("10.86.51.1")] }, "router-outside-network")
        try expect(lab(), second { $0.routers = [try value("10.86.52.255")] }, "router-outside-network")
        try expect(lab(), second { $0.leaseSeconds = 9 }, "lease-seconds-out-of-bounds")
        try expect(lab(), second { $0.domain = try value("lab_1.contoso.com") }, "bad-domain")
        try expect(lab(), second { $0.domain = .root }, "bad-domain")
        try expect(lab(), second { $0.macPools = [] }, "pool-missing")
    }

    @Test("Names that are no host names, are too long, or are taken without regard to case")
    func names() throws {
        let registry = try lab()
        try registry.createShop()
        let web = [MachineSpecification(name: "web-server")]
        for name in ["", "shop_qa1", "shop.qa1", "-shop", "shop-", "sh\u{F6}p", String(repeating: "a", count: 64)] {
            try expect(registry, CreateEnvironment(environment: name, machines: web), "bad-name")
            try expect(registry, CloneEnvironment(environment: "shop", newName: name), "bad-name")
            try expect(registry, RenameEnvironment(environment: "shop", newName: name), "bad-name")
            try expect(registry, AddMachine(environment: "shop", machine: MachineSpecification(name: name)), "bad-name")
        }
        try expect(registry, CreateEnvironment(environment: "SHOP", machines: web), "name-taken")
        try expect(registry, CloneEnvironment(environment: "shop", newName: "Shop"), "name-taken")
        try expect(
            registry, AddMachine(environment: "shop", machine: MachineSpecification(name: "WEB-server")), "name-taken")
        try expect(registry, AddNetwork(network: "LAB", settings: second { _ in }.settings), "name-taken")
        try expect(registry, TakeSnapshot(environment: "shop", snapshot: "latest\nbuild"), "bad-name")
        try expect(registry, TakeSnapshot(environment: "shop", snapshot: " "), "bad-name")
    }

    @Test("An unknown environment, machine, snapshot or network")
    func unknown() throws {
        let registry = try lab()
        try registry.createShop()
        try expect(registry, DeleteEnvironment(environment: "shop-qa1"), "unknown-environment")
        try expect(registry, CloneEnvironment(environment: "shop-qa1", newName: "x"), "unknown-environment")
        try expect(
            registry, CloneEnvironment(environment: "shop", newName: "x", snapshot: "latest build"), "unknown-snapshot")
        try expect(registry, CloneEnvironment(environment: "shop", newName: "x", network: "lab9"), "unknown-network")
        try expect(registry, RestoreSnapshot(environment: "shop", snapshot: "latest build"), "unknown-snapshot")
        try expect(registry, RemoveMachine(environment: "shop", machine: "dc1"), "unknown-machine")
        try expect(registry, FindAlias(environment: "shop", machine: "dc1"), "unknown-machine")
        try expect(registry, ReleaseLease(key: .address(value("10.86.51.63"))), "no-lease")
        try expect(registry, WhoIs(subject: WhoIsSubject("10.86.51.63")), "not-found")
    }

    @Test("R48: the 255th machine of an environment")
    func tooManyMachines() throws {
        let registry = try TestRegistry()
        try registry.addLab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1F-FF")
        let machines = (1...255).map { MachineSpecification(name: "m\($0)") }
        try expect(registry, CreateEnvironment(environment: "big", machines: machines), "too-many-machines")
        let big = try registry.perform(CreateEnvironment(environment: "big", machines: machines.dropLast()))
        #expect(big.machines.last?.private?.address == IPv4Address(192, 168, 23, 254))
        try expect(
            registry, AddMachine(environment: "big", machine: MachineSpecification(name: "m255")), "too-many-machines")
    }

    @Test("A pool with nothing left refuses the whole clone")
    func exhausted() throws {
        let registry = try TestRegistry()
        try registry.addLab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-02")
        try registry.createShop()
        try expect(registry, CloneEnvironment(environment: "shop", newName: "shop-qa1"), "pool-exhausted")
        guard
            case .macPool(.exhausted(let network, _, let free, let used, let resting, _)) = registry.refusal(
                of: CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        else {
            Issue.record("not exhausted")
            return
        }
        #expect(network == "lab")
        #expect(free == 1)
        #expect(used == 2)
        #expect(resting == 0)
    }

    @Test("A private interface that is adopted must be possible, and nobody else's")
    func adopted() throws {
        let registry = try lab()
        func machines(_ mac: String?, _ address: String?) throws -> CreateEnvironment {
            try CreateEnvironment(
                environment: "shop",
                machines: [
                    MachineSpecification(name: "web", mac: value("02-54-00-00-00-01"), address: value("192.168.23.7")),
                    MachineSpecification(
                        name: "db", mac: mac.map { try value($0) }, address: address.map { try value($0) }),
                ])
        }
        try expect(registry, machines("01-00-5E-00-00-01", nil), "mac-multicast")
        try expect(registry, machines("00-00-00-00-00-00", nil), "mac-zero")
        try expect(registry, machines("02-54-00-00-00-01", nil), "mac-taken")
        try expect(registry, machines("00-1D-D8-B7-1C-80", nil), "mac-in-pool")
        try expect(registry, machines(nil, "192.168.24.1"), "address-outside-block")
        try expect(registry, machines(nil, "192.168.23.0"), "address-reserved")
        try expect(registry, machines(nil, "192.168.23.255"), "address-reserved")
        try expect(registry, machines(nil, "192.168.23.7"), "address-taken")
        let shop = try registry.perform(machines("02-54-00-00-00-02", nil))
        #expect(
            try shop.machines.map(\.private) == [
                PrivateInterfaceAnswer(address: value("192.168.23.7"), mac: value("02-54-00-00-00-01")),
                PrivateInterfaceAnswer(address: value("192.168.23.1"), mac: value("02-54-00-00-00-02")),
            ])
        try expect(
            registry, second { $0.macPools = [try value("02-54-00-00-00-00..02-54-00-00-00-FF")] },
            "pool-holds-private-mac")
    }

    @Test("Changes of a network that would strand what is in use")
    func stranding() throws {
        let registry = try lab()
        try registry.createShop()
        try expect(
            registry, SetNetwork(network: "lab", macPools: [value("00-1D-D8-B7-1C-01..00-1D-D8-B7-1C-FF")]),
            "strands-macs")
        try expect(registry, SetNetwork(network: "lab", privateBlock: value("192.168.24.0/24")), "private-block-in-use")
        try expect(registry, RemoveNetwork(network: "lab"), "network-in-use")
        let wider = try registry.perform(
            SetNetwork(
                network: "lab", macPools: [value("00-1D-D8-B7-1C-00..00-1D-D8-B7-1F-FF")],
                routers: [value("10.86.51.1")]))
        #expect(wider.macs.used == 2)
        #expect(try wider.router == value("10.86.51.1"))
    }
}
