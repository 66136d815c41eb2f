internal import AliasTable
package import Datagrams
internal import Glibc
package import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
internal import Synchronization

/// The name server on TCP (RFC 7766): for whoever got a reply that was cut short, and whoever prefers it.
///
/// It has event loops of its own, so that no number of connections can slow the UDP threads down.
package final class TCPNameService: Service {
    /// Bound and listening; taken by `run`.
    private let descriptors: Mutex<[CInt]>
    /// The addresses it listens on, with the ports that the system chose where 0 was asked for.
    package let addresses: [Datagrams.SocketAddress]
    private let answers: [TCPAnswers]
    private let limits: TCPLimits
    private let logger: Logger

    /// Opens the sockets.
    ///
    /// - Parameters:
    ///   - threads: event loops; at least one.
    ///   - data: what to answer from.
    package init(
        addresses: [Datagrams.SocketAddress], threads: Int = 1, data: NameData, limits: TCPLimits = TCPLimits(),
        logger: Logger
    ) throws(SocketError) {
        var answers: [TCPAnswers] = []
        for _ in 0..<max(1, threads) {
            guard let reader = data.aliases.quietPoints.makeReader() else { break }
            answers.append(TCPAnswers(data: data, reader: reader))
        }
        guard !answers.isEmpty else { throw SocketError(action: "serve TCP with more threads", code: EAGAIN) }
        var opened: [CInt] = []
        var bound: [Datagrams.SocketAddress] = []
        for address in addresses {
            do throws(SocketError) {
                let listener = try TCPListener(address)
                let port = listener.port ?? address.port
                bound.append(Datagrams.SocketAddress(host: address.host, port: port))
                opened.append(listener.take())
            } catch {
                for descriptor in opened { close(descriptor) }
                throw error
            }
        }
        descriptors = Mutex(opened)
        self.addresses = bound
        self.answers = answers
        self.limits = limits
        self.logger = logger
    }

    /// Says what listening on the address would say, for whoever does so later.
    package static func checkUnused(_ address: Datagrams.SocketAddress) throws(SocketError) {
        _ = try TCPListener(address)
    }

    deinit {
        for descriptor in descriptors.withLock({ $0 }) { close(descriptor) }
    }

    /// What all event loops have answered.
    package var tally: NameTally { answers.map(\.counters).sum }

    package func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: answers.count)
        let loops = Dictionary(
            uniqueKeysWithValues: zip(group.makeIterator().map { ObjectIdentifier($0) }, answers))
        let table = TCPConnectionTable(limits: limits)
        var listeners: [any Channel] = []
        do {
            for descriptor in takeDescriptors() {
                listeners.append(try await bootstrap(group, loops, table).withBoundSocket(descriptor).get())
            }
            try? await gracefulShutdown()
        } catch {
            logger.error("DNS over TCP could not start", metadata: ["error": "\(error)"])
            try? await group.shutdownGracefully()
            throw error
        }
        for listener in listeners { try? await listener.close() }
        // Closes what is still open.
        try? await group.shutdownGracefully()
    }

    private func takeDescriptors() -> [CInt] {
        descriptors.withLock { descriptors in
            defer { descriptors = [] }
            return descriptors
        }
    }

    private func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ loops: [ObjectIdentifier: TCPAnswers], _ table: TCPConnectionTable
    ) -> ServerBootstrap {
        let limits = limits
        return ServerBootstrap(group: group)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: limits.pendingReplies / 4, high: limits.pendingReplies)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let answers = loops[ObjectIdentifier(channel.eventLoop)] else {
                        throw ChannelError.ioOnClosedChannel
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        TCPConnection(answers: answers, table: table, limits: limits))
                }
            }
    }
}
