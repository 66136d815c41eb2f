import Testing

@testable import Registry

@Suite("The index of rows")
struct SlotTableTests {
    @Test(
        "It finds what was inserted and not removed, also where hashes collide", arguments: [3, 40, 5_000] as [UInt64])
    func model(hashes: UInt64) {
        var random = SeededGenerator(state: hashes)
        var table = SlotTable()
        var present: Set<UInt32> = []
        // Few different hashes, some near the table's end, make long runs that wrap around.
        func hash(_ row: UInt32) -> UInt64 { UInt64.max - UInt64(row) % hashes }
        for _ in 0..<20_000 {
            let row = UInt32.random(in: 0..<300, using: &random)
            if present.remove(row) != nil {
                table.remove(row, hash(row), hashOfRow: hash)
            } else {
                table.insert(row, hash(row), hashOfRow: hash)
                present.insert(row)
            }
            #expect(table.count == present.count)
        }
        for row in 0..<300 as Range<UInt32> {
            #expect((table.find(hash(row)) { $0 == row } != nil) == present.contains(row))
        }
    }
}
