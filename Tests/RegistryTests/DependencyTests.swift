import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("Dependencies and identities")
struct DependencyTests {
    private func lab() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        return registry
    }

    private func orders(_ on: String = "postgresql:db.contoso.com:5432") throws -> AddDependency {
        try AddDependency(
            environment: "shop",
            dependency: DependencySpecification(name: "orders", on: value(on), note: "order history"))
    }

    private func kit(_ registry: TestRegistry, _ environment: String) throws -> EnvironmentKit {
        try #require(registry.perform(ExportEnvironments(environment: environment)).first)
    }

    @Test("R83: a dependency is shown with its environment, and a clone has its own copy")
    func copies() throws {
        let registry = try lab()
        let added = try registry.perform(orders())
        #expect(added.place == "postgresql:db.contoso.com:5432")
        #expect(added.note == "order history")
        #expect(try registry.perform(ShowEnvironment(environment: "shop")).dependencies == [added])
        #expect(
            try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1")).dependencies == [added])
        #expect(try registry.perform(RemoveDependency(environment: "shop", dependency: "ORDERS")).name == "orders")
        #expect(try registry.perform(ListDependencies(environment: "shop")) == [])
        #expect(try registry.perform(ListDependencies(environment: "shop-qa1")) == [added])
        try registry.perform(DeleteEnvironment(environment: "shop-qa1"))
        #expect(try registry.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM dependency") } == 0)
    }

    @Test(
        "KIND:HOST[:PORT] is read, or is none",
        arguments: [
            ("postgresql:db.contoso.com:5432", true), ("mssql:10.0.0.7", true), ("smtp:mail", true),
            ("a:b:65535", true),
            ("postgresql", false), ("postgresql:", false), (":db", false), ("a:b:0", false), ("a:b:65536", false),
            ("a:b:+1", false), ("a:b:", false), ("a:b:1:2", false), ("a b:c", false), ("a:b c", false),
            ("a:b_c", false),
            ("a:10.0.0", false), ("a:10.0.0.256", false), ("a:b..c", false), ("a:-b", false),
        ])
    func target(text: String, isOne: Bool) {
        #expect((DependencyTarget(text) != nil) == isOne)
        if isOne { #expect(DependencyTarget(text)?.description == text) }
    }

    @Test("What is inside the environment is no dependency: it is cloned along")
    func inside() throws {
        let registry = try lab()
        for host in ["db-server", "DB-Server.lab.contoso.com", "192.168.23.2"] {
            let refusal = registry.refusal(of: try orders("postgresql:\(host)"))
            #expect(refusal == .dependency(.inside(host: host, machine: "db-server", environment: "shop")))
        }
    }

    @Test("A name that is taken, an unfit note, one too many, one that is not there")
    func refusals() throws {
        let registry = try lab()
        let place: DependencyTarget = try value("mssql:db")
        func refusal(_ name: String, _ note: String? = nil) -> String? {
            registry.refusal(
                of: AddDependency(
                    environment: "shop", dependency: DependencySpecification(name: name, on: place, note: note)))?.code
        }
        for number in 1...63 { #expect(refusal("d\(number)") == nil) }
        #expect(refusal("D1") == "name-taken")
        #expect(refusal("a_b") == "bad-name")
        #expect(refusal("a", "two\nlines") == "bad-note")
        #expect(refusal("a", "") == "bad-note")
        #expect(refusal("a", String(repeating: "x", count: 256)) == "bad-note")
        #expect(refusal("d64") == nil)
        #expect(refusal("d65") == "too-many-dependencies")
        #expect(
            registry.refusal(of: RemoveDependency(environment: "shop", dependency: "orders"))?.code
                == "unknown-dependency")
    }

    @Test("R93: an environment's id is its own for ever, and no other has it, not even after it is deleted")
    func identity() throws {
        let registry = try lab()
        let shop = try kit(registry, "shop")
        #expect(shop.cloneID.wholeMatch(of: /[0-9a-f]{12}/) != nil)
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        let clone = try kit(registry, "shop-qa1")
        #expect(clone.cloneID != shop.cloneID)
        try registry.perform(RenameEnvironment(environment: "shop-qa1", newName: "shop-bug"))
        #expect(try kit(registry, "shop-bug").cloneID == clone.cloneID)
        try registry.perform(DeleteEnvironment(environment: "shop-bug"))
        let kept = try registry.sql { try String.fetchSet($0, sql: "SELECT id FROM environment_identity") }
        #expect(kept == [shop.cloneID, clone.cloneID])
        #expect(throws: DatabaseError.self) {
            try registry.sql { try $0.execute(sql: "DELETE FROM environment_identity") }
        }
        #expect(throws: DatabaseError.self) {
            try registry.sql { try $0.execute(sql: "UPDATE environment_identity SET id = '000000000000'") }
        }
    }

    @Test("The original is where the line of clones began: through clones of clones, renamings and deletions")
    func original() throws {
        let registry = try lab()
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        try registry.perform(CloneEnvironment(environment: "shop-qa1", newName: "shop-qa2"))
        #expect(try kit(registry, "shop").original == "shop")
        #expect(try kit(registry, "shop-qa2").original == "shop")
        try registry.perform(RenameEnvironment(environment: "shop", newName: "store"))
        #expect(try kit(registry, "shop-qa2").original == "store")
        try registry.perform(DeleteEnvironment(environment: "shop-qa1"))
        try registry.perform(DeleteEnvironment(environment: "store"))
        #expect(try kit(registry, "shop-qa2").original == "store")
        try registry.perform(CloneEnvironment(environment: "shop-qa2", newName: "shop-qa3"))
        #expect(try kit(registry, "shop-qa3").original == "store")
    }

    @Test("Without a name all environments are exported, by name; one that is not there is refused")
    func all() throws {
        let registry = try lab()
        try registry.perform(CloneEnvironment(environment: "shop", newName: "a-clone"))
        #expect(
            try registry.perform(ExportEnvironments(environment: nil)).map(\.environment.name) == ["a-clone", "shop"])
        #expect(registry.refusal(of: ExportEnvironments(environment: "nowhere"))?.code == "unknown-environment")
    }

    @Test("An environment that is made with dependencies has them, or is not made at all")
    func created() throws {
        let registry = try lab()
        func create(_ names: [String]) throws -> CreateEnvironment {
            let place: DependencyTarget = try value("mssql:db")
            return CreateEnvironment(
                environment: "store", machines: [MachineSpecification(name: "web-server")],
                dependencies: names.map { DependencySpecification(name: $0, on: place) })
        }
        let before = try registry.dump()
        #expect(try registry.refusal(of: create(["a", "A"]))?.code == "name-taken")
        #expect(try registry.dump() == before)
        #expect(try registry.perform(create(["b", "a"])).dependencies.map(\.name) == ["a", "b"])
    }
}
