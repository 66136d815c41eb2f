import Addresses
import GRDB
import Testing

@testable import Registry

@Suite("How long history is kept")
struct HistorySweepTests {
    private let registry: TestRegistry
    private let web: PublicInterfaceAnswer
    private let db: PublicInterfaceAnswer
    private static let day: Int64 = 86_400

    init() throws {
        registry = try TestRegistry()
        try registry.addLab()
        let shop = try registry.createShop()
        web = try #require(shop.machines[0].public)
        db = try #require(shop.machines[1].public)
    }

    /// Has something seen, as if it were of a lease that was once there.
    private func see(_ kind: LeaseEvent.Kind, _ mac: MACAddress, _ address: String, machine: Int64) throws {
        let event = try LeaseEvent(
            kind: kind, mac: mac, address: value(address), network: NetworkID(rawValue: 1),
            machine: MachineID(rawValue: machine))
        let milliseconds = registry.clock.milliseconds()
        try registry.sql { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO past_tie VALUES (?, ?)", arguments: [event.address, event.mac])
            try Transaction(database, milliseconds: milliseconds).applyLeaseChanges([.event(event)])
        }
    }

    /// Forgets everything that is to be forgotten now.
    private func sweep(keepDays: Int64?) throws -> Int {
        let now = registry.now.rawValue
        return try registry.sql { database in
            var sweep = HistorySweep(keepSeconds: keepDays.map { $0 * Self.day }, at: now - 3600)
            var forgotten = 0
            while sweep.isDue(at: now) { forgotten += try sweep.step(in: database, at: now) }
            return forgotten
        }
    }

    private func kinds() throws -> [String] {
        try registry.sql { try String.fetchAll($0, sql: "SELECT kind FROM event ORDER BY id") }
    }

    @Test("Old evidence and old leases go; what came and went by hand stays, and so does what is young")
    func old() throws {
        for _ in 0..<3 {
            try see(.leaseBegan, web.mac, "10.86.51.61", machine: 1)
            try see(.requestRefused, web.mac, "10.86.51.62", machine: 1)
            registry.pass(seconds: 600)
            try see(.leaseExpired, web.mac, "10.86.51.61", machine: 1)
            registry.pass(seconds: 10 * Self.day)
        }
        let before = try kinds()
        #expect(try sweep(keepDays: nil) == 0)
        #expect(try sweep(keepDays: 400) == 0)
        #expect(try kinds() == before)
        // The first two rounds are older than 15 days. Of the lease the last end before that stays.
        #expect(try sweep(keepDays: 15) == 5)
        #expect(
            try kinds() == [
                "network.added", "environment.created", "machine.added", "machine.added", "lease.expired",
                "lease.began", "request.refused", "lease.expired",
            ])
        #expect(try sweep(keepDays: 15) == 0)
        #expect(try ties() == ["10.86.51.61"])
        registry.pass(seconds: 500 * Self.day)
        try see(.leaseBegan, web.mac, "10.86.51.63", machine: 1)
        registry.pass(seconds: 500 * Self.day)
        _ = try sweep(keepDays: 15)
        // Of .61 the last that was known stays.
        #expect(try ties() == ["10.86.51.61", "10.86.51.63"])
    }

    private func ties() throws -> [String] {
        try registry.sql {
            try IPv4Address.fetchAll($0, sql: "SELECT address FROM past_tie ORDER BY address").map(\.description)
        }
    }

    @Test("Whois answers for every moment that is kept as it did before")
    func whois() throws {
        try see(.leaseBegan, web.mac, "10.86.51.61", machine: 1)
        registry.pass(seconds: Self.day)
        try see(.leaseTakenOver, web.mac, "10.86.51.61", machine: 1)
        try see(.leaseBegan, db.mac, "10.86.51.61", machine: 2)
        registry.pass(seconds: 30 * Self.day)
        try see(.leaseExpired, db.mac, "10.86.51.61", machine: 2)
        try see(.leaseBegan, web.mac, "10.86.51.62", machine: 1)
        registry.pass(seconds: 5 * Self.day)
        let moments = stride(from: Int64(0), through: 20, by: 1).map {
            UTCTime(rawValue: registry.now.rawValue - $0 * Self.day)
        }
        func answers() -> [[String]] {
            moments.flatMap { moment in
                ["10.86.51.61", "10.86.51.62", web.mac.description, db.alias].map { text in
                    let found = try? registry.perform(WhoIs(subject: WhoIsSubject(text), at: moment))
                    return (found ?? []).map { "\($0.name) \($0.address?.description ?? "-")" }
                }
            }
        }
        let before = answers()
        #expect(before.contains(["db-server 10.86.51.61"]) && before.contains(["web-server 10.86.51.62"]))
        #expect(try sweep(keepDays: 20) == 1)
        #expect(answers() == before)
    }

    @Test("A walk looks at so many events at a time, and rests when it is through")
    func batches() throws {
        let milliseconds = registry.clock.milliseconds()
        try registry.sql { database in
            for _ in 0..<1200 {
                try database.execute(
                    sql: "INSERT INTO event (at, kind) VALUES (?, 'request.refused')", arguments: [milliseconds])
            }
        }
        registry.pass(seconds: 500 * Self.day)
        let now = registry.now.rawValue
        let steps = try registry.sql { database in
            var sweep = HistorySweep(keepSeconds: HistorySweep.defaultKeepSeconds, at: now - 3600)
            var steps: [Int] = []
            while sweep.isDue(at: now) { steps.append(try sweep.step(in: database, at: now)) }
            #expect(!sweep.isDue(at: now + 3599) && sweep.isDue(at: now + 3600))
            return steps
        }
        #expect(steps.reduce(0, +) == 1200)
        #expect(steps.count == 3 && steps.allSatisfy { $0 <= HistorySweep.batch })
        #expect(!HistorySweep(keepSeconds: 1, at: now).isDue(at: now + 59))
    }
}
