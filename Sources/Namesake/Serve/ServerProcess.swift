internal import Addresses
internal import AliasTable
internal import Control
internal import Datagrams
internal import Foundation
internal import LeaseServer
internal import Logging
internal import NameServer
internal import Registry
internal import ServiceLifecycle
internal import UnixSignals

/// The parts of `serve`, put together: the registry's owner and, around it, everything that answers for it.
struct ServerProcess {
    private let settings: ProcessSettings
    private let log: Logger

    init(settings: ProcessSettings) {
        self.settings = settings
        var log = Logger(label: "namesake") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = settings.logLevel
        self.log = log
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// The registry comes first: a second `serve` must be told so before it touches a port. Then every socket is opened,
    /// so that what cannot be bound is an error before anything is served.
    func run() async throws {
        // The registry and its socket are for the user that serves, and readable for the group.
        umask(0o027)
        let owner = try Owner.acquire(RegistryFile(path: settings.registry), as: .serve)
        let interfaces = try settings.dhcpInterfaces.map { try NetworkInterface(named: $0) }
        let names = NamePublishing(settings: settings, log: log)
        let watch = OwnershipWatch(owner: owner)
        let writer = try RegistryWriter(owner: owner, log: log, keepSeconds: settings.historySeconds) { [names] in
            names.makePublisher()
        }
        try await writer.start()
        do {
            try await serve(names, writer, interfaces, watch)
        } catch {
            await writer.stop()
            throw error
        }
        await writer.stop()
        log.info("stopped")
    }

    private func serve(
        _ names: NamePublishing, _ writer: RegistryWriter, _ interfaces: [NetworkInterface], _ watch: OwnershipWatch
    ) async throws {
        let folder = try ZoneFolder(configured: settings.dnsZones)
        let reloader = await ZoneReloader(folder: folder, zones: names.zones, log: log)
        try reloader.loadOnce()
        let announcer = ZoneAnnouncer(zones: names.zones, writer: writer, log: log)
        try await announcer.announceOnce()
        let threads = settings.dnsThreads ?? WorkerThread.processorCount
        var services: [any Service] = [
            try UDPNameService(addresses: settings.dnsListen, threads: threads, data: names.data, logger: log),
            try TCPNameService(addresses: settings.dnsListen, data: names.data, logger: log),
            announcer,
            reloader,
            watch,
            UpdateWatch(updates: names.data.updates, writer: writer),
            ControlServer(registry: writer.file, performer: WriterPerformer(writer: writer), logger: Self.quiet(log)),
        ]
        if !interfaces.isEmpty {
            let relays = settings.dhcpRelays.compactMap { IPv4Network(base: $0, prefixLength: 32) }
            let leases = try LeaseService(
                interfaces: interfaces, relays: relays, limits: settings.dhcpLimits, writer: writer, logger: log)
            // Services end in the opposite order: the last losses are told when no more can come.
            services += [LossWatch(leases: leases, logger: log), leases] as [any Service]
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

    /// The service group and the HTTP server tell every start and stop; here only what goes wrong is news.
    private static func quiet(_ log: Logger) -> Logger {
        var quiet = log
        quiet.logLevel = max(.warning, log.logLevel)
        return quiet
    }
}

/// Performs what comes through the socket on the writer.
private struct WriterPerformer: VerbPerformer {
    let writer: RegistryWriter

    func perform(verb: String, body: Data) async throws(RegistryError) -> Data {
        try await VerbCatalog.perform(verb, body, on: writer)
    }
}
