import Addresses
import Testing

@testable import Registry

@Suite("Counts of MACs")
struct MACCountsTests {
    private func mac(_ number: UInt8) -> MACAddress { MACAddress(0, 0x1D, 0xD8, 0, 0, number) }

    @Test("know what was loaded, and what came and went since")
    func counts() {
        var counts = MACCounts([mac(9), mac(3), mac(9), mac(5), mac(9)])
        #expect((0...10).map { counts[mac($0)] } == [0, 0, 0, 1, 0, 1, 0, 0, 0, 3, 0])
        counts[mac(9)] -= 1
        counts[mac(3)] -= 1
        counts[mac(4)] += 2
        #expect((0...10).map { counts[mac($0)] } == [0, 0, 0, 0, 2, 1, 0, 0, 0, 2, 0])
        counts[mac(4)] -= 2
        counts[mac(3)] += 1
        #expect((0...10).map { counts[mac($0)] } == [0, 0, 0, 1, 0, 1, 0, 0, 0, 2, 0])
        // One that goes more often than it came.
        counts[mac(7)] -= 1
        #expect(counts[mac(7)] == 0)
    }
}
