import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("R18, R19: customized copies")
struct CustomizedTests {
    private func lab() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        return registry
    }

    private func copy(_ origin: String, _ name: String, _ renames: [String: String] = [:]) -> CloneEnvironment {
        CloneEnvironment(
            environment: origin, newName: name,
            customization: Customization(renames: renames.map { MachineRename(machine: $0, newName: $1) }))
    }

    @Test("Each machine gets a computer name, a public MAC and an alias of its own, and no private side")
    func unique() throws {
        let registry = try lab()
        let shop = try registry.perform(ShowEnvironment(environment: "shop"))
        let copies = try ["c1", "c2"].map { try registry.perform(copy("shop", $0)) }
        #expect(copies.map(\.isolation) == [.customized, .customized])
        // The article's own example of a new name is db-server2.
        #expect(copies[0].machines.map(\.name) == ["web-server2", "db-server2"])
        #expect(copies[1].machines.map(\.name) == ["web-server3", "db-server3"])
        let machines = shop.machines + copies.flatMap(\.machines)
        #expect(Set(machines.compactMap { $0.public?.mac }).count == 6)
        #expect(Set(machines.compactMap { $0.public?.alias }).count == 6)
        #expect(copies.flatMap(\.machines).allSatisfy { $0.private == nil })
        #expect(copies[0].machines.map(\.originalName) == ["web-server", "db-server"])
        #expect(copies[0].machines.map(\.role) == ["web", "db"])
        #expect(
            try registry.perform(ListEnvironments()).map(\.isolation) == [.customized, .customized, .dualInterface])
        #expect(try registry.perform(CheckRegistry()).findings.isEmpty)
    }

    @Test("Names that are chosen are taken before others are drawn")
    func chosen() throws {
        let made = try lab().perform(copy("shop", "c", ["DB-SERVER": "web-server2"]))
        #expect(made.machines.map(\.name) == ["web-server3", "web-server2"])
        #expect(made.machines.map(\.originalName) == ["web-server", "db-server"])
    }

    @Test("Drawn names have at most the 15 characters that NetBIOS sees, and are different in those")
    func netBIOS() throws {
        var names = ComputerNames(taken: ["a-very-long-server-name", "node1", "x"])
        #expect(names.draw(after: "a-very-long-server-name") == "a-very-long-se2")
        #expect(names.draw(after: "a-very-long-server-name") == "a-very-long-se3")
        #expect(names.draw(after: "node1") == "node1-2")
        #expect(names.draw(after: "NODE1") == "NODE1-3")
        #expect(names.draw(after: "fourteen-chars-x") == "fourteen-chars2")
        #expect(names.draw(after: "x") == "x2")
        let another = names.take("A-VERY-LONG-SERVER")
        #expect(!another)
        var many = ComputerNames(taken: [])
        var drawn: Set<String> = []
        for _ in 0..<1200 {
            let name = many.draw(after: "fifteen-chars-1")
            #expect(name.count <= 15)
            drawn.insert(name)
        }
        #expect(drawn.count == 1200)
    }

    @Test("A customized environment has snapshots of its own, and none from before it was customized")
    func snapshots() throws {
        let registry = try lab()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        try registry.perform(copy("shop", "c"))
        #expect(try registry.perform(ListSnapshots(environment: "c")).isEmpty)
        try registry.perform(TakeSnapshot(environment: "c", snapshot: "mine"))
        let restore = try registry.perform(RestoreSnapshot(environment: "c", snapshot: "mine"))
        #expect(restore.machines.map(\.name) == ["web-server2", "db-server2"])
        #expect(restore.machines.allSatisfy { $0.rolledBack == $0.putBack })
        var again = copy("c", "c2")
        again.snapshot = "mine"
        let made = try registry.perform(again)
        #expect(made.machines.map(\.name) == ["web-server2-2", "db-server2-2"])
        #expect(made.origin == EnvironmentOrigin(environment: "c", snapshot: "mine"))
    }

    @Test("What a customized environment cannot be is refused")
    func refusals() throws {
        let registry = try lab()
        try registry.perform(copy("shop", "c"))
        try registry.perform(
            CreateEnvironment(
                environment: "ad", machines: [MachineSpecification(name: "web")], domainController: "dc1"))
        try registry.perform(AddHost(host: "printer", mac: value("00-1B-A9-12-34-56"), address: value("10.86.51.20")))
        let before = try registry.dump()
        func expect(_ verb: some Verb, _ code: String) {
            #expect(registry.refusal(of: verb)?.code == code)
        }
        expect(CloneEnvironment(environment: "c", newName: "d"), "only-customized")
        expect(copy("ad", "d"), "domain-controller-customized")
        expect(copy("shop", "d", ["cache": "x"]), "unknown-machine")
        expect(copy("shop", "d", ["web-server": "web_7"]), "bad-name")
        expect(copy("shop", "d", ["web-server": "sixteen-letters-"]), "bad-name")
        expect(copy("shop", "d", ["web-server": "sixteen-letters1"]), "computer-name-too-long")
        expect(copy("shop", "d", ["web-server": "Web-Server2"]), "computer-name-taken")
        expect(copy("shop", "d", ["web-server": "printer"]), "computer-name-taken")
        expect(copy("shop", "d", ["web-server": "x", "db-server": "X"]), "computer-name-taken")
        expect(
            AddMachine(environment: "c", machine: MachineSpecification(name: "web-server")), "computer-name-taken")
        expect(
            AddMachine(environment: "c", machine: MachineSpecification(name: "dc", isDomainController: true)),
            "domain-controller-customized")
        expect(
            try AddMachine(environment: "c", machine: MachineSpecification(name: "m", mac: value("02-00-00-00-00-01"))),
            "no-private-side")
        #expect(try registry.dump() == before)
        let added = try registry.perform(AddMachine(environment: "c", machine: MachineSpecification(name: "cache")))
        #expect(added.machines.last?.private == nil && added.machines.last?.public != nil)
        #expect(added.machines.last?.originalName == nil)
    }

    @Test("A registry of an older version becomes one that can hold customized copies, and keeps what it has")
    func migration() throws {
        let registry = try TestRegistry()
        try registry.makeOlder(
            before: "0010",
            """
            INSERT INTO network (name, base, prefix_length, range_first, range_last, domain)
            VALUES ('lab', 0x0A563300, 24, 0x0A563332, 0x0A5633FA, 'lab.contoso.com');
            INSERT INTO mac_pool (network, first, last, next)
            VALUES (1, 0x001DD8B71C00, 0x001DD8B71CFF, 0x001DD8B71C01);
            INSERT INTO environment (name, network, created) VALUES ('shop', 1, 0);
            INSERT INTO machine (environment, ordinal, name, private_address, private_mac)
            VALUES (1, 1, 'web-server', 0xC0A81701, 0x025B0F112233);
            INSERT INTO public_interface VALUES (1, 1, 0x001DD8B71C00);
            INSERT INTO alias VALUES ('VSLM-195ea870-34d87df83883add23-47ab86ff', 1);
            """)
        let made = try registry.perform(copy("shop", "shop-c"))
        #expect(made.isolation == .customized)
        #expect(made.machines.map(\.name) == ["web-server2"])
        let shop = try registry.perform(ShowEnvironment(environment: "shop"))
        #expect(shop.isolation == .dualInterface)
        #expect(shop.machines[0].public?.alias == "VSLM-195ea870-34d87df83883add23-47ab86ff")
        #expect(try registry.perform(CheckRegistry()).fit)
        let error = #expect(throws: DatabaseError.self) {
            try registry.sql { database in
                try database.execute(
                    sql: "INSERT INTO environment (name, network, isolation, created) VALUES ('x', 1, 'nat', 0)")
            }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
    }
}
