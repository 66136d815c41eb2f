internal import Addresses

/// The SOA serials of the zones we touch: each grows with every visible change, at most one step a second, so that a
/// burst of leases does not make secondaries transfer at every one.
///
/// A value: a transaction works on a copy, which takes the original's place when it was committed.
struct ZoneSerials {
    private struct Zone {
        var serial: UInt32
        let networks: Set<NetworkID>
        /// The second of the last step.
        var stepped: Int64
        /// A change was seen in the second of the last step, and is not shown by a step yet.
        var isPending = false
    }

    private var zones: [DomainName: Zone] = [:]

    /// - Parameter stored: the serials that the registry remembers.
    ///
    /// A zone that was served before begins one step further: what changed while nobody served it was not counted.
    init(_ served: [ServedZone], stored: [DomainName: UInt32], at now: Int64) {
        for zone in served {
            let next = stored[zone.apex].map(Self.following) ?? zone.floor
            zones[zone.apex] = Zone(
                serial: Self.isBelow(next, zone.floor) ? zone.floor : next, networks: zone.networks, stepped: now)
        }
    }

    init() {}

    var all: [DomainName: UInt32] { zones.mapValues(\.serial) }

    /// - Returns: the serials that step now; those of the other zones concerned will with a later tick.
    mutating func step(_ networks: Set<NetworkID>, at now: Int64) -> [DomainName: UInt32] {
        guard !networks.isEmpty else { return [:] }
        var steps: [DomainName: UInt32] = [:]
        for (apex, zone) in zones where !zone.networks.isDisjoint(with: networks) {
            if zone.stepped != now {
                steps[apex] = advance(apex, at: now)
            } else if !zone.isPending {
                zones[apex]?.isPending = true
            }
        }
        return steps
    }

    /// The steps that had to wait.
    mutating func stepPending(at now: Int64) -> [DomainName: UInt32] {
        var steps: [DomainName: UInt32] = [:]
        for (apex, zone) in zones where zone.isPending && zone.stepped != now {
            steps[apex] = advance(apex, at: now)
        }
        return steps
    }

    private mutating func advance(_ apex: DomainName, at now: Int64) -> UInt32? {
        guard var zone = zones[apex] else { return nil }
        zone.serial = Self.following(zone.serial)
        zone.stepped = now
        zone.isPending = false
        zones[apex] = zone
        return zone.serial
    }

    /// Addition as RFC 1982 §3.1 has it; 0 is left out because some software takes it for "none".
    private static func following(_ serial: UInt32) -> UInt32 {
        serial == .max ? 1 : serial + 1
    }

    /// Comparison as RFC 1982 §3.2 has it.
    static func isBelow(_ left: UInt32, _ right: UInt32) -> Bool {
        left != right && right &- left < 0x8000_0000
    }
}
