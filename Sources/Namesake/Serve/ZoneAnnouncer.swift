internal import NameServer
internal import Registry
internal import ServiceLifecycle

/// Tells the writer which zones change with which networks, whenever the set of zones changes.
///
/// The set also changes on the writer's own thread, when a network does; so the news goes through a queue, in order.
struct ZoneAnnouncer: Service {
    private let zones: ServedZones
    private let writer: RegistryWriter
    private let news: AsyncStream<[ServedZone]>
    private let newsContinuation: AsyncStream<[ServedZone]>.Continuation

    init(zones: ServedZones, writer: RegistryWriter) {
        self.zones = zones
        self.writer = writer
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

    func run() async throws {
        for await set in news.cancelOnGracefulShutdown() {
            try await writer.serveZones(set)
        }
    }
}
