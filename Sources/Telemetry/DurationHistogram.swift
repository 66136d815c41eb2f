/// How long things took: counts by powers of two, from 4 microseconds to 4 seconds. To add to it is an addition or two.
package struct DurationHistogram: Hashable, Sendable {
    /// The exponents of the first and the last bucket's bound, in nanoseconds.
    private static let exponents = 12...32

    /// How many took no longer than each bound and longer than the one before; the last: longer than every bound.
    private var counts = [UInt64](repeating: 0, count: exponents.count + 1)
    private(set) var totalNanoseconds: UInt64 = 0

    package init() {}

    /// - Parameter times: how many took that long.
    package mutating func add(nanoseconds: UInt64, times: Int = 1) {
        let bits = UInt64.bitWidth - (max(nanoseconds, 1) - 1).leadingZeroBitCount
        counts[min(max(0, bits - Self.exponents.lowerBound), counts.count - 1)] &+= UInt64(times)
        totalNanoseconds &+= nanoseconds &* UInt64(times)
    }

    package mutating func add(_ other: DurationHistogram) {
        counts.add(other.counts)
        totalNanoseconds &+= other.totalNanoseconds
    }

    /// Without letting go of its memory.
    package mutating func removeAll() {
        counts.zero()
        totalNanoseconds = 0
    }

    package var count: UInt64 { counts.reduce(0, &+) }

    /// How many took at most so many seconds, bound after bound.
    var cumulative: [(seconds: Double, count: UInt64)] {
        var sum: UInt64 = 0
        return zip(Self.exponents, counts).map { exponent, count in
            sum &+= count
            return (Double(UInt64(1) << UInt64(exponent)) / 1e9, sum)
        }
    }
}
