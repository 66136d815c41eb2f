import Testing

@testable import Addresses

@Suite("The index of rows")
struct RowIndexTests {
    @Test(
        "It finds what was inserted and not removed, also where hashes collide", arguments: [3, 40, 5_000] as [UInt64])
    func model(hashes: UInt64) {
        // Knuth's linear congruential generator: the same rows in every run.
        var random = hashes
        var table = RowIndex()
        var present: Set<UInt32> = []
        // Few different hashes, some near the table's end, make long runs that wrap around.
        func hash(_ row: UInt32) -> UInt64 { UInt64.max - UInt64(row) % hashes }
        for _ in 0..<20_000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let row = UInt32(random >> 33) % 300
            if present.remove(row) != nil {
                table.remove(row, hash(row), hashOfRow: hash)
            } else {
                #expect(table.insert(row, hash(row), unless: { $0 == row }, hashOfRow: hash) == nil)
                #expect(table.insert(row, hash(row), unless: { $0 == row }, hashOfRow: hash) == row)
                present.insert(row)
            }
            #expect(table.count == present.count)
        }
        for row in 0..<300 as Range<UInt32> {
            #expect((table.find(hash(row)) { $0 == row } != nil) == present.contains(row))
        }
    }

    @Test("neighbouring numbers share a cache line, and lines are spread")
    func locality() {
        #expect(RowIndex.hash(0x001D_D8B7_1C07) == RowIndex.hash(0x001D_D8B7_1C00) + 7)
        #expect(Set((0..<1000).map { RowIndex.hash($0 << 4) & 0xFFFF }).count > 700)
    }
}
