internal import Dispatch
internal import Logging
internal import NameServer
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// Serves what the zone files say now: looks every second whether one has changed, and reads all of them on SIGHUP.
///
/// A look costs one `stat` a file. Files are read and zones are built on a queue of its own, away from packets and from
/// the tasks of other services; the finished set is then put in place as a whole.
final class ZoneReloader: Service {
    private static let interval = Duration.seconds(1)

    private let folder: ZoneFolder?
    private let zones: ServedZones
    private let manager: ServiceManager?
    private let log: Logger
    private let library: Mutex<ZoneLibrary>
    private let queue = DispatchQueue(label: "zone-files")
    private let hangups: UnixSignalsSequence

    /// Listens for SIGHUP from now on, so that one which comes before `run` is not lost.
    ///
    /// - Parameters:
    ///   - folder: where the files are; `nil`: there are none, and SIGHUP means nothing.
    ///   - manager: told when it begins and has ended reading because of SIGHUP.
    init(folder: ZoneFolder?, zones: ServedZones, manager: ServiceManager?, log: Logger) async {
        self.folder = folder
        self.zones = zones
        self.manager = manager
        self.log = log
        library = Mutex(ZoneLibrary(log: log))
        hangups = await UnixSignalsSequence(trapping: .sighup)
    }

    /// Reads every file before anything is served.
    func loadOnce() throws(SettingsError) {
        guard let folder else { return }
        let paths = try folder.files()
        let contents = library.withLock { library in
            library.readAll(paths)
            return library.contents
        }
        zones.replace(files: contents)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    for await _ in self.hangups { await self.onQueue { self.reloadAll() } }
                }
                group.addTask {
                    while (try? await Task.sleep(for: Self.interval)) != nil {
                        await self.onQueue { self.reloadChanged() }
                    }
                }
            }
        }
    }

    private func reloadAll() {
        log.info("reloading zones")
        manager?.tellReloading()
        defer { manager?.tellReady() }
        do {
            try loadOnce()
        } catch {
            log.error("zones stay as they were", metadata: ["reason": "\(error)"])
        }
    }

    /// A folder that cannot be listed for a moment, as while it is mounted, changes nothing.
    private func reloadChanged() {
        guard let folder, let paths = try? folder.files() else { return }
        let changed = library.withLock { $0.readChanged(paths) ? $0.contents : nil }
        if let changed { zones.replace(files: changed) }
    }

    private func onQueue(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { done in
            queue.async {
                work()
                done.resume()
            }
        }
    }
}
