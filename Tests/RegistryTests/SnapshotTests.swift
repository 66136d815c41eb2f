import Addresses
import Testing

@testable import Registry

@Suite("Snapshots and restores")
struct SnapshotTests {
    /// `shop` with the snapshot "latest build", and its clone `shop-qa1` from it.
    private func lab() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        registry.pass(seconds: 60)
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1", snapshot: "latest build"))
        return registry
    }

    private func macs(_ registry: TestRegistry, _ environment: String) throws -> [MACAddress?] {
        try registry.perform(ShowEnvironment(environment: environment)).machines.map { $0.public?.mac }
    }

    @Test("R30, R64: a restore of the clone rolls back to the original's MAC, and the clone's own is to be put back")
    func restoreClone() throws {
        let registry = try lab()
        let answer = try registry.perform(RestoreSnapshot(environment: "shop-qa1", snapshot: "LATEST build"))
        #expect(answer.takenIn == "shop")
        #expect(answer.machines.map(\.name) == ["web-server", "db-server"])
        #expect(try answer.machines.map(\.rolledBack) == macs(registry, "shop"))
        #expect(try answer.machines.map(\.putBack) == macs(registry, "shop-qa1"))
        #expect(answer.machines.map(\.conflictsWith) == ["shop/web-server", "shop/db-server"])
    }

    @Test("A restore of the original changes no MAC")
    func restoreOriginal() throws {
        let answer = try lab().perform(RestoreSnapshot(environment: "shop", snapshot: "latest build"))
        for machine in answer.machines {
            #expect(machine.rolledBack == machine.putBack)
            #expect(machine.conflictsWith == nil)
        }
    }

    @Test("A snapshot of that name taken in the clone itself is preferred")
    func ownSnapshot() throws {
        let registry = try lab()
        try registry.perform(TakeSnapshot(environment: "shop-qa1", snapshot: "latest build"))
        let answer = try registry.perform(RestoreSnapshot(environment: "shop-qa1", snapshot: "latest build"))
        #expect(answer.takenIn == "shop-qa1")
        #expect(try answer.machines.map(\.rolledBack) == macs(registry, "shop-qa1"))
        #expect(
            registry.refusal(of: TakeSnapshot(environment: "shop-qa1", snapshot: "Latest Build"))?.code == "name-taken")
        try registry.perform(DeleteSnapshot(environment: "shop-qa1", snapshot: "latest build"))
        #expect(
            try registry.perform(RestoreSnapshot(environment: "shop-qa1", snapshot: "latest build")).takenIn == "shop")
    }

    @Test("A clone keeps its origin's snapshots when the origin is deleted, and passes them on")
    func originDeleted() throws {
        let registry = try lab()
        let original = try macs(registry, "shop")
        try registry.perform(DeleteEnvironment(environment: "shop"))
        let answer = try registry.perform(RestoreSnapshot(environment: "shop-qa1", snapshot: "latest build"))
        #expect(answer.machines.map(\.rolledBack) == original)
        try registry.perform(CloneEnvironment(environment: "shop-qa1", newName: "shop-qa2"))
        let listed = try registry.perform(ListSnapshots(environment: "shop-qa2"))
        #expect(listed.map(\.name) == ["latest build"])
        #expect(listed.map(\.takenIn) == ["shop"])
        #expect(listed.map(\.machines) == [["web-server", "db-server"]])
    }

    @Test("A clone from a snapshot is what the environment was then")
    func cloneFromSnapshot() throws {
        let registry = try lab()
        try registry.perform(RemoveMachine(environment: "shop", machine: "db-server"))
        try registry.perform(AddMachine(environment: "shop", machine: MachineSpecification(name: "app-server")))
        let then = try registry.perform(
            CloneEnvironment(environment: "shop", newName: "then", snapshot: "latest build"))
        #expect(then.machines.map(\.name) == ["web-server", "db-server"])
        #expect(then.origin == EnvironmentOrigin(environment: "shop", snapshot: "latest build"))
        let now = try registry.perform(CloneEnvironment(environment: "shop", newName: "now"))
        #expect(now.machines.map(\.name) == ["web-server", "app-server"])
        let restored = try registry.perform(RestoreSnapshot(environment: "now", snapshot: "latest build"))
        #expect(restored.machines.map(\.name) == ["web-server", "db-server", "app-server"])
        #expect(restored.machines[1].putBack == nil)
        #expect(restored.machines[2].rolledBack == nil)
    }
}
