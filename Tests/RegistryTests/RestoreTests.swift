import Addresses
import Testing

@testable import Registry

@Suite("Restores: a journal, holds, and an end that follows from what is seen")
struct RestoreTests {
    private let own = [IPv4Address(10, 86, 51, 52), IPv4Address(10, 86, 51, 53)]
    private let original = [IPv4Address(10, 86, 51, 50), IPv4Address(10, 86, 51, 51)]

    /// `shop` at "latest build" and its clone `shop-qa1`, all with leases.
    private func lab() async throws -> ServedRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1", snapshot: "latest build"))
        let served = try await ServedRegistry(registry)
        for (mac, address) in zip(try await served.macs("shop"), original) { await served.bind(mac, address) }
        for (mac, address) in zip(try await served.macs("shop-qa1"), own) { await served.bind(mac, address) }
        await served.pass(seconds: 10)
        return served
    }

    private func state(_ served: ServedRegistry, _ environment: String = "shop-qa1") async throws -> IsolationState {
        try await served.perform(ShowStatus(environment: environment)).state
    }

    private func restore(_ served: ServedRegistry, _ snapshot: String = "latest build") async throws -> RestoreAnswer {
        try await served.perform(RestoreSnapshot(environment: "shop-qa1", snapshot: snapshot))
    }

    @Test("A restore holds the original's MACs, and the environment is in progress")
    func begin() async throws {
        let served = try await lab()
        #expect(try await state(served) == .ready)
        let answer = try await restore(served)
        let originals = try await served.macs("shop")
        #expect(answer.held == originals && !answer.again && answer.replaces == nil)
        #expect(answer.began == served.registry.now)
        #expect(answer.heldUntil == served.registry.now.adding(seconds: 3600))
        for mac in originals {
            #expect(await served.watch(of: mac)?.isHeld(at: served.registry.now.rawValue + 3599) == true)
        }
        for mac in try await served.macs("shop-qa1") { #expect(await served.watch(of: mac) == nil) }
        #expect(try await state(served) == .inProgress)
        // The original goes on: its leases are extended.
        #expect(try await state(served, "shop") == .ready)
        await served.writer.stop()
    }

    @Test("The same restore again is the same restore, held anew; another one takes its place and says so")
    func again() async throws {
        let served = try await lab()
        let first = try await restore(served)
        await served.pass(seconds: 100)
        let second = try await restore(served, "LATEST build")
        #expect(second.again && second.began == first.began && second.machines == first.machines)
        #expect(second.heldUntil == served.registry.now.adding(seconds: 3600))
        #expect(try served.events("shop-qa1").filter { $0 == "restore.began" }.count == 1)
        try await served.perform(TakeSnapshot(environment: "shop-qa1", snapshot: "broken cart"))
        let third = try await restore(served, "broken cart")
        #expect(!third.again && third.replaces == "latest build" && third.held.isEmpty && third.heldUntil == nil)
        for mac in try await served.macs("shop") { #expect(await served.watch(of: mac) == nil) }
        #expect(try served.events("shop-qa1").filter { $0 == "restore.cancelled" }.count == 1)
        await served.writer.stop()
    }

    @Test("It is over, and so are the holds, when every machine was seen with its own MAC")
    func end() async throws {
        let served = try await lab()
        _ = try await restore(served)
        let macs = try await served.macs("shop-qa1")
        await served.pass(seconds: 20)
        await served.bind(macs[0], own[0])
        await served.pass(seconds: 1)
        #expect(try await state(served) == .partiallyReady)
        let open = try await served.perform(ShowRestore(environment: "shop-qa1"))
        #expect(open.state == .open && open.machines.map(\.right) == [true, false] && open.seconds == 21)
        await served.bind(macs[1], own[1])
        await served.pass(seconds: 1)
        #expect(try await state(served) == .ready)
        let over = try await served.perform(ShowRestore(environment: "shop-qa1"))
        #expect(over.state == .ended && over.seconds == 22 && over.heldUntil == nil)
        for mac in try await served.macs("shop") { #expect(await served.watch(of: mac) == nil) }
        #expect(try served.events("shop-qa1").last == "restore.ended")
        await served.writer.stop()
    }

    @Test("A machine that is seen with the rolled-back MAC after its own is not right until its own is seen again")
    func rolledBackSeen() async throws {
        let served = try await lab()
        _ = try await restore(served)
        let macs = try await served.macs("shop-qa1")
        let held = try await served.macs("shop")[0]
        await served.pass(seconds: 5)
        await served.bind(macs[0], own[0])
        await served.pass(seconds: 5)
        await served.see(.heldMAC, held)
        await served.bind(macs[1], own[1])
        await served.pass(seconds: 5)
        let open = try await served.perform(ShowRestore(environment: "shop-qa1"))
        #expect(open.state == .open && open.machines.map(\.right) == [false, true])
        #expect(open.machines[0].cause?.contains(held.description) == true)
        await served.bind(macs[0], own[0])
        await served.pass(seconds: 1)
        #expect(try await served.perform(ShowRestore(environment: "shop-qa1")).state == .ended)
        await served.writer.stop()
    }

    @Test("The original that starts anew meanwhile looks the same, and delays the end by two minutes at most")
    func originalStarts() async throws {
        let served = try await lab()
        _ = try await restore(served)
        let held = try await served.macs("shop")[0]
        let macs = try await served.macs("shop-qa1")
        await served.pass(seconds: 5)
        await served.bind(macs[0], own[0])
        await served.pass(seconds: 5)
        await served.see(.heldMAC, held)
        await served.bind(macs[1], own[1])
        await served.pass(seconds: 119)
        #expect(try await served.perform(ShowRestore(environment: "shop-qa1")).state == .open)
        await served.pass(seconds: 1)
        #expect(try await served.perform(ShowRestore(environment: "shop-qa1")).state == .ended)
        await served.writer.stop()
    }

    @Test("What somebody says makes nothing right, but short leases")
    func confirm() async throws {
        let served = try await lab()
        _ = try await restore(served)
        let answer = try await served.perform(
            ConfirmRestore(environment: "shop-qa1", machines: ["WEB-server", "db-server"]))
        #expect(answer.machines.allSatisfy { !$0.right && $0.confirmed == served.registry.now })
        for mac in try await served.macs("shop-qa1") {
            #expect(await served.watch(of: mac)?.isSuspect(at: served.registry.now.rawValue) == true)
        }
        await served.pass(seconds: 1)
        #expect(try await state(served) == .inProgress)
        #expect(
            await served.refusal(of: ConfirmRestore(environment: "shop-qa1", machines: ["cache"]))?.code
                == "unknown-machine")
        await served.writer.stop()
    }

    @Test("It is not ended while a machine is not right, unless by force")
    func force() async throws {
        let served = try await lab()
        #expect(await served.refusal(of: EndRestore(environment: "shop-qa1"))?.code == "no-restore")
        _ = try await restore(served)
        #expect(await served.refusal(of: EndRestore(environment: "shop-qa1"))?.code == "restore-not-over")
        #expect(try await served.perform(EndRestore(environment: "shop-qa1", isForced: true)).state == .forced)
        #expect(await served.refusal(of: CancelRestore(environment: "shop-qa1"))?.code == "no-restore")
        #expect(try await state(served) == .ready)
        for mac in try await served.macs("shop") { #expect(await served.watch(of: mac) == nil) }
        _ = try await restore(served)
        #expect(try await served.perform(CancelRestore(environment: "shop-qa1")).state == .cancelled)
        for mac in try await served.macs("shop") { #expect(await served.watch(of: mac) == nil) }
        await served.writer.stop()
    }

    @Test("Two clones that are restored to one original hold its MACs until both are over")
    func twoClones() async throws {
        let served = try await lab()
        try await served.perform(CloneEnvironment(environment: "shop", newName: "shop-qa2"))
        let held = try await served.macs("shop")[0]
        _ = try await restore(served)
        try await served.perform(RestoreSnapshot(environment: "shop-qa2", snapshot: "latest build"))
        try await served.perform(CancelRestore(environment: "shop-qa2"))
        #expect(await served.watch(of: held) != nil)
        try await served.perform(CancelRestore(environment: "shop-qa1"))
        #expect(await served.watch(of: held) == nil)
        await served.writer.stop()
    }

    @Test("The deletion of the clone ends its restore, and that of the original what is held of it")
    func deletions() async throws {
        let served = try await lab()
        let held = try await served.macs("shop")
        _ = try await restore(served)
        try await served.perform(RemoveMachine(environment: "shop", machine: "web-server"))
        #expect(await served.watch(of: held[0]) == nil)
        try await served.perform(DeleteEnvironment(environment: "shop-qa1"))
        #expect(await served.watch(of: held[1]) == nil)
        #expect(try served.events("shop-qa1").contains("restore.cancelled"))
        await served.writer.stop()
    }

    @Test("A machine that is removed meanwhile is not waited for")
    func removedMachine() async throws {
        let served = try await lab()
        _ = try await restore(served)
        let macs = try await served.macs("shop-qa1")
        await served.pass(seconds: 1)
        await served.bind(macs[0], own[0])
        try await served.perform(RemoveMachine(environment: "shop-qa1", machine: "db-server"))
        await served.pass(seconds: 1)
        #expect(try await served.perform(ShowRestore(environment: "shop-qa1")).state == .ended)
        await served.writer.stop()
    }

    @Test("A restore and its holds outlive the server, and the server that comes next ends it")
    func restart() async throws {
        let served = try await lab()
        _ = try await restore(served)
        let macs = try await served.macs("shop-qa1")
        await served.writer.stop()
        served.registry.pass(seconds: 300)
        let next = try await ServedRegistry(served.registry)
        for mac in try await next.macs("shop") {
            #expect(await next.watch(of: mac)?.isHeld(at: next.registry.now.rawValue) == true)
        }
        #expect(try await state(next) == .inProgress)
        for (mac, address) in zip(macs, own) { await next.bind(mac, address) }
        await next.writer.stop()
        // The last lease was committed, and the server ended before it had looked.
        next.registry.pass(seconds: 5)
        let last = try await ServedRegistry(served.registry)
        let over = try await last.perform(ShowRestore(environment: "shop-qa1"))
        #expect(over.state == .ended && over.seconds == 305)
        await last.writer.stop()
    }

    @Test("A restore that takes longer than the holds has failed; the same command begins the holds anew")
    func overdue() async throws {
        let served = try await lab()
        _ = try await restore(served)
        await served.pass(seconds: 3600)
        #expect(try await state(served) == .failed)
        _ = try await restore(served)
        #expect(try await state(served) == .inProgress)
        await served.writer.stop()
    }

    @Test("A clone sees the snapshots that its origin had when it was cloned, and none that came later")
    func snapshotsOfOrigin() async throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "latest build"))
        registry.pass(seconds: 1)
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "nightly"))
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1", snapshot: "latest build"))
        try registry.perform(TakeSnapshot(environment: "shop", snapshot: "too late"))
        try registry.perform(DeleteSnapshot(environment: "shop", snapshot: "nightly"))
        #expect(
            try registry.perform(ListSnapshots(environment: "shop-qa1")).map(\.name) == ["nightly", "latest build"])
        #expect(
            registry.refusal(of: RestoreSnapshot(environment: "shop-qa1", snapshot: "too late"))?.code
                == "unknown-snapshot")
    }
}
