internal import Glibc

/// The clock that leases end by while the server runs: it neither steps nor stops when the machine sleeps.
public enum BootClock {
    /// Whole seconds of `CLOCK_BOOTTIME`.
    public static func seconds() -> UInt32 {
        UInt32(truncatingIfNeeded: now().tv_sec)
    }

    /// Nanoseconds of `CLOCK_BOOTTIME`.
    public static func nanoseconds() -> UInt64 {
        let now = now()
        return UInt64(bitPattern: Int64(now.tv_sec)) &* 1_000_000_000 &+ UInt64(bitPattern: Int64(now.tv_nsec))
    }

    private static func now() -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return time
    }
}

/// The clock that other hosts share with us; it may step.
public enum WallClock {
    /// Whole seconds since 1970, modulo 2^32.
    public static func seconds() -> UInt32 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt32(truncatingIfNeeded: time.tv_sec)
    }
}
