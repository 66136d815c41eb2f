internal import Datagrams
internal import Glibc
internal import LeaseServer
internal import NameServer
internal import Registry
internal import Telemetry

/// The parts of `serve`, for whoever asks how they are: a scrape, or a person with `status`.
struct ServerParts: Sendable {
    let settings: ProcessSettings
    let udp: UDPNameService
    let tcp: TCPNameService
    let leases: LeaseService?
    let writer: RegistryWriter
    let zones: ServedZones
    private let since = UTCTime(rawValue: Registry.WallClock.system.seconds)
    private let started = BootClock.nanoseconds()

    var status: ServerStatus {
        ServerStatus(
            version: Version.text, since: since, dns: settings.dnsListen.map(\.description),
            dhcp: settings.dhcpInterfaces, metrics: settings.metricsListen?.description, zones: zones.fileCount,
            isFailing: writer.isFailing, losses: leases?.failures ?? [:])
    }

    /// What a scrape tells.
    func metrics() async -> String {
        var families = process
        families += NameTally.families(udp: udp.tally, tcp: tcp.tally)
        families += leases?.metrics ?? []
        families += await writer.metrics()
        // A registry that cannot be read now is told by what is missing, and by the failures counted above.
        families += (try? await writer.perform(ShowFigures()))?.metrics ?? []
        return MetricText.text(of: families)
    }

    private var process: [MetricFamily] {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [
            MetricFamily(
                "namesake_build_info", .gauge, "The version that runs; always 1", 1, ["version": Version.text]),
            MetricFamily(
                "namesake_uptime_seconds", .gauge, "How long it has served",
                Double(BootClock.nanoseconds() &- started) / 1e9),
            MetricFamily("namesake_zones", .gauge, "Zones that are served from files", Double(zones.fileCount)),
            MetricFamily(
                "process_cpu_seconds_total", .counter, "Processor time, of the program and of the kernel for it",
                Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)),
        ]
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
