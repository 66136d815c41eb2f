internal import Logging
internal import NameServer
internal import Registry
internal import ServiceLifecycle

/// Tells the writer which zones change with which networks, whenever the set of zones changes.
///
/// The set also changes on the writer's own thread, when a network does; so the news goes through a queue, in order.
struct ZoneAnnouncer: Service {
    private let zones: ServedZones
    private let writer: RegistryWriter
    private let log: Logger
    private let news: AsyncStream<[ServedZone]>
    private let newsContinuation: AsyncStream<[ServedZone]>.Continuation

    init(zones: ServedZones, writer: RegistryWriter, log: Logger) {
        self.zones = zones
        self.writer = writer
        self.log = log
        // Only the newest set matters.
        (news, newsContinuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Before anything is served, so that the first answer has the serial that the registry remembers.
    func announceOnce() async throws {
        let continuation = newsContinuation
        zones.announce { continuation.yield($0) }
        for await set in news {
            try await writer.serveZones(set)
            break
        }
    }

    /// A registry that cannot be written stops nothing: names are answered from memory, and the news is told again until
    /// it is taken.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            for await set in news {
                try await tell(set)
            }
        }
    }

    private func tell(_ set: [ServedZone]) async throws {
        while !Task.isCancelled {
            do throws(RegistryError) {
                return try await writer.serveZones(set)
            } catch {
                if case .request(.stopping) = error { return }
                log.warning("zone serials cannot be written yet", metadata: ["reason": "\(error.sentence)"])
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
