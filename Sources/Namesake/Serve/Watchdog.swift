internal import Datagrams
internal import Logging
internal import Registry
internal import ServiceLifecycle

/// Tells the service manager that the server is alive, for as long as every thread that answers somebody goes round.
///
/// A packet thread wakes at least once a second, whoever asks or does not, and beats; the registry's writer is asked to.
/// One that has not since the last look is named, and the manager is told nothing: it will end and start the server.
struct Watchdog: Service {
    private let manager: ServiceManager
    private let pulses: [Pulse]
    private let writer: RegistryWriter
    private let log: Logger

    init(manager: ServiceManager, pulses: [Pulse], writer: RegistryWriter, log: Logger) {
        self.manager = manager
        self.pulses = pulses
        self.writer = writer
        self.log = log
    }

    func run() async throws {
        try await withGracefulShutdownHandler {
            guard let interval = manager.watchdogInterval else { return try await gracefulShutdown() }
            await cancelWhenGracefulShutdown { await watch(every: interval / 3) }
        } onGracefulShutdown: {
            manager.tellStopping()
        }
    }

    private func watch(every period: Duration) async {
        let registry = Pulse(name: "registry")
        let watched = pulses + [registry]
        var beats = watched.map(\.beats)
        while !Task.isCancelled {
            writer.post { registry.beat() }
            try? await Task.sleep(for: period)
            let now = watched.map(\.beats)
            let silent = zip(watched, zip(beats, now)).filter { $0.1.0 == $0.1.1 }.map(\.0.name)
            if silent.isEmpty {
                manager.tellAlive()
            } else if !Task.isCancelled {
                log.critical("threads do not answer", metadata: ["threads": "\(silent.joined(separator: " "))"])
            }
            beats = now
        }
    }
}
