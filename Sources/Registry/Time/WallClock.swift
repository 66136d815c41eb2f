internal import Glibc

/// The time that the registry keeps: milliseconds UTC since 1970. A parameter, so that a test can turn it.
package struct WallClock: Sendable {
    package let milliseconds: @Sendable () -> Int64

    package init(milliseconds: @escaping @Sendable () -> Int64) {
        self.milliseconds = milliseconds
    }

    package static let system = WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    package var seconds: Int64 { milliseconds() / 1000 }
}
