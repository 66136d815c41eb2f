import Addresses
import Testing

@testable import Registry

@Suite("Whose an environment is, what it is for, and until when")
struct EnvironmentLabelTests {
    private let day: Int64 = 86_400

    private func shop() throws -> TestRegistry {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        return registry
    }

    private func span(_ text: String) throws -> Edit<Deadline> { .set(.after(try value(text))) }

    @Test(
        "A length of time has a unit and is not nothing",
        arguments: [("30s", 30), ("5m", 300), ("36h", 129_600), ("2d", 172_800), ("1w", 604_800)])
    func timeSpans(text: String, seconds: Int64) throws {
        #expect(TimeSpan(text)?.seconds == seconds)
        #expect(TimeSpan(text)?.description == (text == "36h" ? "36h" : text))
    }

    @Test("What is no length of time", arguments: ["", "2", "d", "0d", "-1d", "1.5h", "2 d", "2D", "٢d", "99999999w"])
    func noTimeSpans(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test("A deadline is a length of time or a time")
    func deadlines() throws {
        #expect(Deadline("2d") == .after(TimeSpan(seconds: 2 * day)))
        #expect(try Deadline("2026-11-24T18:00:00Z") == .at(value("2026-11-24T18:00:00Z")))
        #expect(Deadline("soon") == nil)
    }

    @Test("The warning begins with the last day, or the last tenth of what is shorter")
    func warning() {
        let now = UTCTime(rawValue: 1_000_000)
        for (length, warned) in [(2 * day, day), (36 * 3600, day), (day, day / 10), (3600, 360), (5, 0)] {
            let until = now.adding(seconds: length)
            #expect(Expiry.warningBegins(until: until, given: now) == until.adding(seconds: -warned))
        }
    }

    @Test("What is given is shown, what is not stays, and none takes away")
    func labels() throws {
        let registry = try shop()
        let before = try registry.perform(ShowEnvironment(environment: "shop"))
        #expect(before.owner == nil && before.description == nil && before.tags.isEmpty && before.until == nil)
        let edits = EnvironmentEdits(
            owner: .set("mia"), description: .set("the cart loses items"),
            tags: [TagEdit(name: "bug", value: "4711"), TagEdit(name: "team", value: "")], until: try span("2d"))
        let set = try registry.perform(SetEnvironment(environment: "shop", edits: edits))
        #expect(set.owner == "mia" && set.description == "the cart loses items")
        #expect(set.tags == ["bug": "4711", "team": ""])
        #expect(set.until == registry.now.adding(seconds: 2 * day) && !set.expiring)
        let less = try registry.perform(
            SetEnvironment(
                environment: "shop",
                edits: EnvironmentEdits(
                    owner: .clear, tags: [TagEdit(name: "BUG", value: "4712"), TagEdit(name: "team", value: nil)])))
        #expect(less.owner == nil && less.description == "the cart loses items" && less.tags == ["BUG": "4712"])
        #expect(less.until == set.until)
        #expect(
            try registry.perform(SetEnvironment(environment: "shop", edits: EnvironmentEdits(until: .clear))).until
                == nil)
    }

    @Test("A clone has its own, and none of its origin's")
    func clones() throws {
        let registry = try shop()
        try registry.perform(
            SetEnvironment(environment: "shop", edits: EnvironmentEdits(owner: .set("mia"), until: span("2d"))))
        let clone = try registry.perform(
            CloneEnvironment(environment: "shop", newName: "a", edits: EnvironmentEdits(owner: .set("noah"))))
        #expect(clone.owner == "noah" && clone.until == nil)
        #expect(try registry.perform(CloneEnvironment(environment: "shop", newName: "b")).owner == nil)
    }

    @Test("A list can be of one owner, or of those with certain tags")
    func filters() throws {
        let registry = try shop()
        func clone(_ name: String, _ owner: String, _ tags: [String: String]) throws {
            try registry.perform(
                CloneEnvironment(
                    environment: "shop", newName: name,
                    edits: EnvironmentEdits(
                        owner: .set(owner), tags: tags.map { TagEdit(name: $0.key, value: $0.value) })))
        }
        try clone("a", "mia", ["bug": "1", "os": "linux"])
        try clone("b", "Mia", ["bug": "2"])
        try clone("c", "noah", ["bug": "1"])
        func names(_ owner: String?, _ tags: [String: String]?) throws -> [String] {
            try registry.perform(ListEnvironments(owner: owner, tags: tags)).map(\.name)
        }
        #expect(try names("mia", nil) == ["a", "b"])
        #expect(try names(nil, ["BUG": "1"]) == ["a", "c"])
        #expect(try names("mia", ["bug": "1", "os": "linux"]) == ["a"])
        #expect(try names(nil, ["bug": "3"]).isEmpty)
        #expect(try names(nil, nil) == ["a", "b", "c", "shop"])
    }

    @Test("What cannot be said of an environment")
    func refusals() throws {
        let registry = try shop()
        func code(_ edits: EnvironmentEdits) -> String? {
            registry.refusal(of: SetEnvironment(environment: "shop", edits: edits))?.code
        }
        #expect(code(EnvironmentEdits()) == "nothing-to-set")
        #expect(code(EnvironmentEdits(owner: .set(" "))) == "bad-owner")
        #expect(code(EnvironmentEdits(owner: .set(String(repeating: "m", count: 256)))) == "bad-owner")
        #expect(code(EnvironmentEdits(description: .set("a\nb"))) == "bad-description")
        #expect(code(EnvironmentEdits(tags: [TagEdit(name: "a b", value: "c")])) == "bad-tag")
        #expect(code(EnvironmentEdits(tags: [TagEdit(name: "a", value: "\u{1B}[31m")])) == "bad-tag")
        #expect(code(EnvironmentEdits(until: .set(.at(registry.now)))) == "until-past")
        let many = (0...64).map { TagEdit(name: "t\($0)", value: "") }
        #expect(code(EnvironmentEdits(tags: many)) == "too-many-tags")
        #expect(code(EnvironmentEdits(tags: Array(many.dropLast()))) == nil)
    }

    @Test("The server warns once, and deletes when the time is over; the clones stay")
    func expiry() async throws {
        let registry = try shop()
        try registry.perform(CloneEnvironment(environment: "shop", newName: "shop-qa1"))
        let served = try await ServedRegistry(registry)
        let mac = try await served.macs("shop")[0]
        try await served.perform(SetEnvironment(environment: "shop", edits: EnvironmentEdits(until: span("2d"))))
        await served.pass(seconds: day - 1)
        #expect(try await served.perform(ShowEnvironment(environment: "shop")).expiring == false)
        await served.pass(seconds: 1)
        #expect(try await served.perform(ShowEnvironment(environment: "shop")).expiring)
        await served.pass(seconds: 10)
        #expect(try served.events("shop").filter { $0.hasPrefix("environment.exp") } == ["environment.expiring"])
        await served.pass(seconds: day - 11)
        #expect(served.record.names == ["shop", "shop-qa1"])
        await served.pass(seconds: 1)
        #expect(served.record.names == ["shop-qa1"])
        #expect(await served.source.turn(of: served.writer) { $0.book.interface(of: mac) == nil })
        #expect(try served.events("shop").suffix(1) == ["environment.deleted"])
        #expect(try served.events("shop").contains("environment.expired"))
        #expect(try await served.perform(ListEnvironments()).map(\.name) == ["shop-qa1"])
        await served.writer.stop()
    }

    @Test("What was due while no server ran is done before anything is answered")
    func expiryWhileDown() async throws {
        let registry = try shop()
        try registry.perform(SetEnvironment(environment: "shop", edits: EnvironmentEdits(until: span("1h"))))
        for name in (1...20).map({ "e\($0)" }) {
            try registry.perform(CloneEnvironment(environment: "shop", newName: name))
        }
        registry.pass(seconds: 3600)
        let served = try await ServedRegistry(registry)
        #expect(!served.record.names.contains("shop"))
        #expect(served.record.names.count == 20)
        await served.writer.stop()
    }

    @Test("Many that end at once are deleted a few a second")
    func manyExpire() async throws {
        let registry = try shop()
        for name in (1...20).map({ "e\($0)" }) {
            try registry.perform(
                CloneEnvironment(environment: "shop", newName: name, edits: EnvironmentEdits(until: span("1h"))))
        }
        let served = try await ServedRegistry(registry)
        await served.pass(seconds: 3600)
        for _ in 0..<4 { await served.pass(seconds: 1) }
        #expect(served.record.names == ["shop"])
        await served.writer.stop()
    }

    @Test("Who is given more time in time stays")
    func moreTime() async throws {
        let served = try await ServedRegistry(shop())
        try await served.perform(SetEnvironment(environment: "shop", edits: EnvironmentEdits(until: span("1h"))))
        await served.pass(seconds: 3599)
        try await served.perform(SetEnvironment(environment: "shop", edits: EnvironmentEdits(until: span("1h"))))
        await served.pass(seconds: 2)
        #expect(served.record.names == ["shop"])
        await served.pass(seconds: 3600)
        #expect(served.record.names.isEmpty)
        await served.writer.stop()
    }
}
