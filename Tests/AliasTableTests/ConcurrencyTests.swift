import Addresses
import AliasTable
import Foundation
import Synchronization
import Testing

/// A number that several threads step.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .acquiring) }
    func step() { count.add(1, ordering: .acquiringAndReleasing) }
}

@Suite("The alias table under readers")
struct AliasTableConcurrencyTests {
    @Test("a clone appears whole, and no reader sees an address that is another machine's")
    func wholeClones() async throws {
        let table = AliasTable()
        let domain = try #require(DomainName("lab.contoso.com"))
        let done = Counter()
        let machineCount = 20

        func names(_ id: Int64, generation: UInt32) -> EnvironmentNames {
            EnvironmentNames(
                id: id, name: Array("env\(id)".utf8), domain: domain, origin: [],
                machines: (0..<machineCount).map {
                    MachineNames(
                        id: id * 100 + Int64($0), name: Array("m\($0)".utf8), alias: Array("VSLM-\(id)-\($0)".utf8),
                        word: LeaseWord(address: IPv4Address(10, 0, UInt8(id), UInt8($0)), expiry: generation))
                })
        }

        @Sendable func read(_ reader: QuietReader) -> (partial: Int, wrong: Int, batches: Int) {
            var partial = 0
            var wrong = 0
            var batches = 0
            while done.value == 0 || batches < 100 {
                reader.enter()
                if let snapshot = table.snapshot() {
                    for id in 0..<4 {
                        var found = 0
                        for machine in 0..<machineCount {
                            guard let name = DomainName("VSLM-\(id)-\(machine).lab.contoso.com"),
                                case .alias(let slot)? = snapshot.find(
                                    name.wire.span, at: 0, hash: table.hashKey.hash(name))
                            else { continue }
                            found += 1
                            let lease = snapshot.lease(of: slot, now: 0)
                            if lease?.address != IPv4Address(10, 0, UInt8(id), UInt8(machine)) { wrong += 1 }
                        }
                        if found != 0, found != machineCount { partial += 1 }
                    }
                }
                reader.leave()
                batches += 1
            }
            return (partial, wrong, batches)
        }

        try await withThrowingTaskGroup(of: (partial: Int, wrong: Int, batches: Int).self) { group in
            for _ in 0..<2 {
                let reader = try #require(table.quietPoints.makeReader())
                group.addTask { read(reader) }
            }
            let writer = AliasTableWriter(table)
            for generation in UInt32(1)...1_500 {
                let id = Int64(generation % 4)
                writer.replace([(id, generation % 3 == 0 ? nil : names(id, generation: generation))])
            }
            done.step()
            for try await result in group {
                #expect(result.partial == 0)
                #expect(result.wrong == 0)
                #expect(result.batches >= 100)
            }
        }
        table.quietPoints.reclaim()
        #expect(table.quietPoints.waitingCount == 0)
    }

    @Test("nothing is freed while a reader is in a batch that began before")
    func quietPoints() throws {
        let points = QuietPoints()
        let reader = try #require(points.makeReader())
        let freed = Counter()
        reader.enter()
        points.retire { freed.step() }
        points.reclaim()
        #expect(freed.value == 0)
        reader.leave()
        points.reclaim()
        #expect(freed.value == 1)
        reader.enter()
        reader.leave()
        points.retire { freed.step() }
        #expect(freed.value == 2)
    }
}
