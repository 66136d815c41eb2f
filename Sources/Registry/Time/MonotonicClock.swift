internal import Glibc

/// The clock for how long something takes: nobody sets it.
package enum MonotonicClock {
    package static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    static var milliseconds: Int64 { Int64(nanoseconds / 1_000_000) }
}
