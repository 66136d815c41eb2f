internal import Datagrams
internal import Glibc

/// Lets a receiver sleep through a crowd: while packets come one upon another, being woken for each costs more than all
/// the rest, and the writer gathers them anyway. A lone client is never waited for.
struct ReceivePace {
    /// Packets that come closer together than this on average are a crowd once there are `crowd` of them, in
    /// nanoseconds.
    private static let gap: UInt64 = 300_000
    private static let crowd = 8
    /// How long a crowd waits, in microseconds. The kernel's queue holds what five hundred times as much brings.
    private static let nap: UInt32 = 1000

    private var last: UInt64 = 0
    private var close = 0

    /// To be called before each receive.
    ///
    /// - Parameter count: how many packets the receive before this one brought.
    mutating func rest(after count: Int) {
        let now = BootClock.nanoseconds()
        let isClose = now &- last < UInt64(max(count, 1)) * Self.gap
        close = isClose ? min(close + count, Self.crowd) : 0
        last = now
        if close >= Self.crowd { usleep(Self.nap) }
    }
}
