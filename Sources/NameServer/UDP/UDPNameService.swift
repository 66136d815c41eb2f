internal import AliasTable
package import Datagrams
package import Logging
internal import ServiceLifecycle
internal import Synchronization

/// The name server on UDP: one thread and one socket per processor and address.
///
/// Sockets are opened when the service is made, so that a port that is taken is an error before anything is served, and
/// so that privileges can be dropped before a thread starts.
package final class UDPNameService: Service {
    private let workers: [UDPWorker]
    private let logger: Logger

    /// - Parameters:
    ///   - threads: workers for each address.
    ///   - data: what to answer from.
    package init(addresses: [SocketAddress], threads: Int, data: NameData, logger: Logger) throws(SocketError) {
        var workers: [UDPWorker] = []
        let own = OwnAddresses(listening: addresses)
        let limit = data.policy.rateLimit.shared(by: threads)
        for address in addresses {
            try UDPSocket.checkUnused(address)
            for index in 0..<max(1, threads) {
                guard let reader = data.aliases.quietPoints.makeReader() else { break }
                workers.append(
                    UDPWorker(
                        socket: try .open(address), data: data, own: own, limit: limit, reader: reader,
                        name: "dns-udp-\(index)"))
            }
        }
        self.workers = workers
        self.logger = logger
    }

    /// What all threads have answered.
    package var tally: NameTally { workers.map(\.counters).sum }

    /// One for each thread.
    package var pulses: [Pulse] { workers.map(\.pulse) }

    package func run() async throws {
        var threads: [WorkerThread] = []
        for worker in workers {
            threads.append(try WorkerThread(name: worker.name) { worker.serve() })
        }
        await withGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            for worker in self.workers { worker.stop() }
        }
        for worker in workers { worker.stop() }
        for thread in threads { thread.join() }
    }
}

/// One thread's loop: receive a batch, answer it in place, send it.
private final class UDPWorker: Sendable {
    /// Datagrams a system call. More than this are rarely waiting, and their buffers would no longer fit a core's cache.
    private static let batchSize = 64
    /// Room for the longest reply (1232 octets) and for queries that are longer than any should be.
    private static let slotSize = 2048

    let name: String
    let pulse: Pulse
    let counters = NameCounters()
    private let socket: UDPSocket
    private let data: NameData
    private let own: OwnAddresses
    private let limit: RateLimit
    private let reader: QuietReader
    private let isStopping = Atomic<Bool>(false)

    init(
        socket: UDPSocket, data: NameData, own: OwnAddresses, limit: RateLimit, reader: QuietReader, name: String
    ) {
        self.socket = socket
        self.data = data
        self.own = own
        self.limit = limit
        self.reader = reader
        self.name = name
        pulse = Pulse(name: "\(name) of \(socket.address)")
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        socket.wake()
    }

    func serve() {
        guard var batch = DatagramBatch(slots: Self.batchSize, slotSize: Self.slotSize) else { return }
        var answers = UDPAnswers(data: data, own: own, limit: limit)
        while !isStopping.load(ordering: .acquiring) {
            pulse.beat()
            let count = batch.receive(on: socket)
            guard count > 0 else { continue }
            let start = BootClock.nanoseconds()
            reader.enter()
            if let aliases = data.aliases.snapshot(), let zones = data.zones.load(), let access = data.access.load() {
                answers.answer(&batch, count, zones, aliases, access)
            }
            reader.leave()
            batch.sendReplies(count, on: socket)
            answers.handOver(count, took: BootClock.nanoseconds() &- start, to: counters)
        }
    }
}
