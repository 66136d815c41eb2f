internal import Addresses
internal import AliasTable
internal import Control
internal import Datagrams
internal import Foundation
internal import Glibc
internal import LeaseServer
internal import Logging
internal import NameServer
internal import Privileges
internal import Registry
internal import ServiceLifecycle
internal import Telemetry
internal import UnixSignals

/// The parts of `serve`, put together: the registry's owner and, around it, everything that answers for it.
struct ServerProcess {
    private let settings: ProcessSettings
    private let log: Logger
    private let watch: OwnershipWatch
    private let writer: RegistryWriter
    private let names: NamePublishing
    private let udp: UDPNameService
    private let tcp: TCPNameService
    private let leases: LeaseService?
    private let folder: ZoneFolder?
    private let manager: ServiceManager?
    private let confinement: Confinement

    /// Opens everything that serving needs, and then gives up what only opening needed.
    ///
    /// The registry comes first: a second `serve` must be told so before it touches a port. Then every socket is opened,
    /// so that what cannot be bound is an error before anything is served. No other thread is started here: privileges
    /// are each thread's own.
    init(settings: ProcessSettings) throws {
        // The registry and its socket are for the user that serves and for its group, and for nobody else.
        umask(0o117)
        // Whoever wants the zones read again before they were read for the first time gets what he wants, and must not end
        // the server.
        signal(SIGHUP, SIG_IGN)
        self.settings = settings
        log = settings.logFormat.logger(settings.logLevel)
        let user = try settings.user.map { name throws(PrivilegeError) in
            try ServingUser(named: name, group: settings.group)
        }
        let beginning = try Confinement.begin(as: user, niceness: RegistryWriter.niceness)
        let owner = try Owner.acquire(RegistryFile(path: settings.registry), as: .serve)
        let interfaces = try settings.dhcpInterfaces.map { try NetworkInterface(named: $0) }
        let names = NamePublishing(settings: settings, log: log)
        let threads = settings.dnsThreads ?? WorkerThread.processorCount
        udp = try UDPNameService(addresses: settings.dnsListen, threads: threads, data: names.data, logger: log)
        tcp = try TCPNameService(addresses: settings.dnsListen, data: names.data, logger: log)
        if let address = settings.metricsListen { try TCPNameService.checkUnused(address) }
        watch = OwnershipWatch(owner: owner)
        let writer = try RegistryWriter(owner: owner, log: log, keepSeconds: settings.historySeconds) {
            names.makePublisher()
        }
        let relays = settings.dhcpRelays.compactMap { IPv4Network(base: $0, prefixLength: 32) }
        leases =
            interfaces.isEmpty
            ? nil
            : try LeaseService(
                interfaces: interfaces, relays: relays, limits: settings.dhcpLimits, writer: writer, logger: log)
        folder = try ZoneFolder(configured: settings.dnsZones)
        manager = ServiceManager()
        self.writer = writer
        self.names = names
        Self.readTimeZone()
        confinement = try beginning.complete(files: Self.files(writer.file, folder))
    }

    /// Serves until SIGTERM or SIGINT.
    func run() async throws {
        log.info(
            "confined",
            metadata: Logger.Metadata(
                confinement.metadata.map { ($0.0, Logger.MetadataValue.string($0.1)) }, uniquingKeysWith: { $1 }))
        try await writer.start()
        do {
            try await serve()
        } catch {
            await writer.stop()
            throw error
        }
        await writer.stop()
        log.info("stopped")
    }

    private func serve() async throws {
        let reloader = await ZoneReloader(folder: folder, zones: names.zones, manager: manager, log: log)
        try reloader.loadOnce()
        let announcer = ZoneAnnouncer(zones: names.zones, writer: writer, log: log)
        try await announcer.announceOnce()
        let parts = ServerParts(
            settings: settings, udp: udp, tcp: tcp, leases: leases, writer: writer, zones: names.zones)
        let control = ControlServer(
            registry: writer.file, performer: ServerPerformer(parts: parts), logger: Self.quiet(log)
        ) { [manager] in manager?.tellReady() }
        let updates = UpdateWatch(updates: names.data.updates, writer: writer)
        var services: [any Service] = [udp, tcp, announcer, reloader, watch, updates, control]
        if let address = settings.metricsListen {
            services.append(
                MetricsServer(
                    host: address.hostText, port: Int(address.port), contentType: MetricText.contentType,
                    logger: Self.quiet(log)
                ) { await parts.metrics() })
        }
        if let leases {
            // Services end in the opposite order: the last losses are told when no more can come.
            services += [LossWatch(leases: leases, logger: log), leases] as [any Service]
        }
        if let manager {
            let pulses = udp.pulses + (leases?.pulses ?? [])
            services.append(Watchdog(manager: manager, pulses: pulses, writer: writer, log: log))
        }
        // Reading everything takes more memory than holding it.
        ProcessMemory.giveBackUnused()
        log.info(
            "serving",
            metadata: [
                "registry": "\(writer.file.path)",
                "dns": "\(settings.dnsListen.map(\.description).joined(separator: " "))",
                "dhcp": "\(settings.dhcpInterfaces.joined(separator: " "))",
            ])
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.quiet(log))
        // A client of the socket that does not finish its sentence must not keep the server from ending.
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    /// Everything that is opened later: the registry with its journal, socket and lock, the zone files, the source of
    /// SQLite's random numbers, and what the kernel says of each thread, by which Dispatch decides whether to start another
    /// (a thread's number leads there, so it cannot be less than all of /proc). Files that SQLite makes for a moment go
    /// into the registry's folder as well.
    private static func files(_ registry: RegistryFile, _ zones: ZoneFolder?) -> Confinement.FileAccess {
        setenv("SQLITE_TMPDIR", registry.directory, 1)
        return Confinement.FileAccess(
            writable: [registry.directory], readable: (zones.map { [$0.path] } ?? []) + ["/dev/urandom", "/proc"])
    }

    /// The log's times are the host's local ones, and the file that says what those are cannot be read later.
    private static func readTimeZone() {
        tzset()
    }

    /// The service group and the HTTP server tell every start and stop; here only what goes wrong is news.
    private static func quiet(_ log: Logger) -> Logger {
        var quiet = log
        quiet.logLevel = max(.warning, log.logLevel)
        return quiet
    }
}

/// Performs what comes through the socket on the writer; of the server itself its parts know.
private struct ServerPerformer: VerbPerformer {
    let parts: ServerParts

    func perform(verb: String, body: Data) async throws(RegistryError) -> Data {
        if verb == ShowServer.name, let answer = try? RegistryJSON.encode(ShowServer.Answer(server: parts.status)) {
            return answer
        }
        return try await VerbCatalog.perform(verb, body, on: parts.writer)
    }
}
