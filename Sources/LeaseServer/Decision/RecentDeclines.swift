internal import Addresses

/// How many addresses each MAC has declined in the last ten minutes (R15).
struct RecentDeclines {
    private var times: [MACAddress: [Int64]] = [:]

    static let windowSeconds: Int64 = 600

    func count(of mac: MACAddress, at now: Int64) -> Int {
        times[mac]?.count { $0 > now - Self.windowSeconds } ?? 0
    }

    /// Remembers one. Only declines that were believed get here, so a MAC has few and the map is no longer than the
    /// declines of ten minutes.
    mutating func note(_ mac: MACAddress, at now: Int64) {
        if times.count >= 1024 {
            times = times.filter { $0.value.contains { $0 > now - Self.windowSeconds } }
        }
        let recent = (times[mac] ?? []).filter { $0 > now - Self.windowSeconds }
        times[mac] = recent + [now]
    }
}
