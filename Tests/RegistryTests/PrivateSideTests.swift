import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("The private side: given once, and the same in every clone")
struct PrivateSideTests {
    /// A machine inside, as the test remembers it.
    private typealias Sides = [String: PrivateInterfaceAnswer?]

    private func sides(_ answer: EnvironmentAnswer) -> Sides {
        Dictionary(answer.machines.map { ($0.name, $0.private) }) { first, _ in first }
    }

    /// What the test believes: each environment's machines inside, and what each snapshot of it remembers.
    private struct Model {
        var environments: [String: Sides] = [:]
        var snapshots: [String: [String: Sides]] = [:]
        var random: Numbers

        mutating func pick() -> String? { environments.keys.sorted().randomElement(using: &random) }
    }

    /// The same numbers in every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    @Test(
        "R33, R34, R47, R51: whatever is done, every machine is inside what it was where it was cloned from",
        arguments: [11, 22, 33] as [UInt64])
    func property(seed: UInt64) throws {
        let registry = try TestRegistry()
        try registry.addLab(pool: "00-1D-D8-B7-1C-00..00-1D-D8-B7-1F-FF")
        var model = Model(random: Numbers(state: seed))
        for step in 0..<60 {
            try take(step, registry, &model)
            registry.pass(seconds: 1)
            guard step % 15 == 14 else { continue }
            for (name, expected) in model.environments {
                let shown = try registry.perform(ShowEnvironment(environment: name))
                #expect(sides(shown) == expected, "\(name) after step \(step)")
            }
        }
        #expect(model.environments.count > 5)
        let macs = model.environments.values.flatMap { $0.values.compactMap { $0?.mac } }
        #expect(Set(macs).count < macs.count, "no clone was made")
    }

    private func take(_ step: Int, _ registry: TestRegistry, _ model: inout Model) throws {
        guard let name = model.pick(), Int.random(in: 0..<8, using: &model.random) > 0 else {
            let machines = ["web-server", "db-server", "cache"].map { MachineSpecification(name: $0) }
            let made = try registry.perform(CreateEnvironment(environment: "e\(step)", machines: machines))
            model.environments["e\(step)"] = sides(made)
            model.snapshots["e\(step)"] = [:]
            return
        }
        switch Int.random(in: 0..<10, using: &model.random) {
        case 0...3:
            let made = try registry.perform(CloneEnvironment(environment: name, newName: "c\(step)"))
            model.environments["c\(step)"] = model.environments[name]
            model.snapshots["c\(step)"] = model.snapshots[name]
            #expect(sides(made) == model.environments[name])
        case 4...5:
            guard let snapshot = model.snapshots[name]?.keys.sorted().randomElement(using: &model.random) else {
                return
            }
            try registry.perform(CloneEnvironment(environment: name, newName: "s\(step)", snapshot: snapshot))
            model.environments["s\(step)"] = model.snapshots[name]?[snapshot]
            model.snapshots["s\(step)"] = model.snapshots[name]
        case 6:
            try registry.perform(TakeSnapshot(environment: name, snapshot: "at \(step)"))
            model.snapshots[name]?["at \(step)"] = model.environments[name]
        case 7:
            let changed = try registry.perform(
                AddMachine(environment: name, machine: MachineSpecification(name: "m\(step)")))
            // The others keep what they have (R46); the new one has what nobody else of the environment has.
            for (machine, side) in model.environments[name] ?? [:] { #expect(sides(changed)[machine] == side) }
            model.environments[name] = sides(changed)
        case 8:
            guard let machine = model.environments[name]?.keys.sorted().randomElement(using: &model.random),
                model.environments[name]?.count ?? 0 > 1
            else { return }
            try registry.perform(RemoveMachine(environment: name, machine: machine))
            model.environments[name]?[machine] = nil
        default:
            guard model.environments.count > 4 else { return }
            try registry.perform(DeleteEnvironment(environment: name))
            model.environments[name] = nil
            model.snapshots[name] = nil
        }
    }

    @Test("A machine of a clone that is not octet by octet what it was cloned from is named by `check`")
    func difference() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "now"))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "then", snapshot: "latest build"))
        #expect(try registry.perform(CheckRegistry()).findings.isEmpty)
        try registry.sql { database in
            try database.execute(
                sql: """
                    UPDATE machine SET private_mac = 0x020000000001
                    WHERE name = 'web-server' AND environment = (SELECT id FROM environment WHERE name = 'now');
                    UPDATE machine SET name = 'DB-server'
                    WHERE name = 'db-server' AND environment = (SELECT id FROM environment WHERE name = 'then');
                    """)
        }
        let shop = try registry.perform(ShowEnvironment(environment: "shop"))
        func side(_ index: Int, name: String? = nil, mac: MACAddress? = nil) -> PrivateSide {
            let machine = shop.machines[index]
            return PrivateSide(
                name: name ?? machine.name, address: machine.private?.address, mac: mac ?? machine.private?.mac)
        }
        let check = try registry.perform(CheckRegistry())
        #expect(check.fit)
        #expect(
            try check.findings == [
                .privateSideDiffers(
                    PrivateSideDifference(
                        environment: "now", here: side(0, mac: value("02-00-00-00-00-01")),
                        origin: EnvironmentOrigin(environment: "shop", snapshot: nil), there: side(0))),
                .privateSideDiffers(
                    PrivateSideDifference(
                        environment: "then", here: side(1, name: "DB-server"),
                        origin: EnvironmentOrigin(environment: "shop", snapshot: "latest build"), there: side(1))),
            ])
    }

    @Test("An origin that goes on changes no clone from its snapshot, and `check` has nothing to say")
    func originGoesOn() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "then", snapshot: "latest build"))
        try registry.perform(RemoveMachine(environment: "shop", machine: "web-server"))
        try registry.perform(AddMachine(environment: "shop", machine: MachineSpecification(name: "web-server")))
        #expect(try registry.perform(CheckRegistry()).findings.isEmpty)
        try registry.perform(DeleteEnvironment(environment: "shop"))
        #expect(try registry.perform(CheckRegistry()).findings.isEmpty)
    }

    @Test("R48: a private block that is smaller than a /24 has as many machines as it has addresses")
    func smallBlock() throws {
        let registry = try TestRegistry()
        var settings = try TestRegistry.lab()
        settings.privateBlock = try value("192.168.23.0/29")
        try registry.perform(AddNetwork(network: "lab", settings: settings))
        let machines = (1...6).map { MachineSpecification(name: "m\($0)") }
        let full = try registry.perform(CreateEnvironment(environment: "full", machines: machines))
        #expect(full.machines.last?.private?.address == IPv4Address(192, 168, 23, 6))
        let seventh = AddMachine(environment: "full", machine: MachineSpecification(name: "m7"))
        #expect(registry.refusal(of: seventh)?.code == "too-many-machines")
        // A machine that goes makes room, and nobody is renumbered (R46).
        try registry.perform(RemoveMachine(environment: "full", machine: "m3"))
        let again = try registry.perform(seventh)
        #expect(again.machines.last?.private?.address == IPv4Address(192, 168, 23, 3))
        #expect(again.machines.first { $0.name == "m6" }?.private?.address == IPv4Address(192, 168, 23, 6))
    }

    @Test("R49: the private block changes only while neither a machine nor a snapshot has an address of it")
    func block() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        let change = try SetNetwork(network: "lab", privateBlock: value("192.168.24.0/24"))
        let back = try SetNetwork(network: "lab", privateBlock: value("192.168.23.0/24"))
        try registry.perform(change)
        try registry.perform(back)
        try registry.createShop()
        #expect(registry.refusal(of: change)?.code == "private-block-in-use")
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        for machine in ["web-server", "db-server"] {
            try registry.perform(RemoveMachine(environment: "shop", machine: machine))
        }
        #expect(
            try registry.refusal(of: change)
                == .network(
                    .privateBlockInSnapshot(
                        network: "lab", block: value("192.168.23.0/24"), snapshot: "latest build",
                        environment: "shop")))
        try registry.perform(DeleteSnapshot(environment: "shop", snapshot: "latest build"))
        try registry.perform(change)
        let next = try registry.perform(
            AddMachine(environment: "shop", machine: MachineSpecification(name: "web-server")))
        #expect(next.machines.map { $0.private?.address } == [IPv4Address(192, 168, 24, 1)])
    }

    @Test("R49: no public network may hold an address that a machine has inside, whatever the blocks are now")
    func publicNetworkOverPrivateAddresses() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        var annex = try TestRegistry.lab(pool: "00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")
        annex.cidr = try value("10.86.52.0/24")
        annex.range = try value("10.86.52.50-10.86.52.250")
        annex.privateBlock = try value("192.168.99.0/24")
        try registry.perform(AddNetwork(network: "annex", settings: annex))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "away", network: "annex"))
        try registry.perform(DeleteEnvironment(environment: "shop"))
        try registry.perform(SetNetwork(network: "lab", privateBlock: value("192.168.24.0/24")))
        var third = try TestRegistry.lab(pool: "00-1D-D8-B7-1E-00..00-1D-D8-B7-1E-FF")
        third.cidr = try value("192.168.23.0/24")
        third.range = try value("192.168.23.50-192.168.23.250")
        third.privateBlock = try value("192.168.98.0/24")
        let expected = try RegistryError.network(
            .holdsPrivateAddress(
                value("192.168.23.0/24"), value("192.168.23.1"), environment: "away", machine: "web-server"))
        #expect(registry.refusal(of: AddNetwork(network: "third", settings: third)) == expected)
    }
}
