internal import Addresses
internal import Datagrams
internal import NameServer
internal import Registry
internal import ServiceLifecycle

/// Tells the registry which machines have asked for names of their own (RFC 2136) and were refused: once an hour for each.
struct UpdateWatch: Service {
    let updates: RefusedUpdates
    let writer: RegistryWriter

    private static let pause: Duration = .seconds(5)
    private static let quietSeconds: UInt32 = 3600

    func run() async throws {
        await cancelWhenGracefulShutdown {
            /// When each address may be told of again, in seconds of the boot clock.
            var quietUntil: [IPv4Address: UInt32] = [:]
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pause)
                let now = BootClock.seconds()
                quietUntil = quietUntil.filter { $0.value > now }
                let news = updates.take().filter { quietUntil[$0.key] == nil }
                guard !news.isEmpty else { continue }
                // A registry that cannot be written now has said so itself.
                guard (try? await writer.note(refusedUpdates: news)) != nil else { continue }
                for address in news.keys { quietUntil[address] = now + Self.quietSeconds }
            }
        }
    }
}
