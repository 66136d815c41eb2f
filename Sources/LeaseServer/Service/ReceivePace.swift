internal import Glibc

/// Lets a receiver sleep through a crowd: while packets come one upon another, being woken for each costs more than all
/// the rest, and the writer gathers them anyway. A lone client is never waited for.
struct ReceivePace {
    /// Packets that come closer together than this are a crowd when there are `crowd` of them, in nanoseconds.
    private static let gap: UInt64 = 300_000
    private static let crowd = 8
    /// How long a crowd waits, in microseconds. The kernel's queue holds what a thousand times as much brings.
    private static let nap: UInt32 = 500

    private var last: UInt64 = 0
    private var close = 0

    /// To be called before each receive.
    mutating func rest() {
        let now = Self.nanoseconds()
        // A nap's own length does not count as a gap.
        let limit = close >= Self.crowd ? Self.gap + UInt64(Self.nap) * 1000 : Self.gap
        close = now &- last < limit ? close + 1 : 0
        last = now
        if close >= Self.crowd { usleep(Self.nap) }
    }

    private static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
