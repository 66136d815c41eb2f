package import Addresses
package import Datagrams
package import Logging
package import Registry
internal import ServiceLifecycle

/// The lease server: a receiver thread for each interface, and turns on the registry's writer thread.
package final class LeaseService: Service, LeaseSource {
    package let counters = LeaseCounters()
    private let ports: [LeasePort]
    private let portsByIndex: [Int32: LeasePort]
    private let ownAddresses: Set<IPv4Address>
    private let writer: RegistryWriter
    private let logger: Logger
    /// Unsafe by declaration, safe by use: only `takeTurn` touches it, and only the writer thread calls that.
    private nonisolated(unsafe) var turns: Turns

    /// What is kept from turn to turn.
    private struct Turns: ~Copyable {
        var batch: LeaseBatch
        var decider: LeaseDecider

        mutating func take(
            _ turn: LeaseTurn, _ ports: [LeasePort], _ byIndex: [Int32: LeasePort], _ counters: LeaseCounters
        ) {
            batch.removeAll()
            batch.take(from: ports, at: turn.milliseconds)
            defer { turn.wake = batch.wake }
            guard batch.count > 0 else { return }
            do {
                try batch.perform(turn, &decider, byIndex, counters)
            } catch {
                // The registry has said what is wrong; the clients ask again.
            }
        }
    }

    /// Opens the sockets, so that an interface that cannot be used is an error before anything is served.
    package init(
        interfaces: [NetworkInterface], relays: [IPv4Network], limits: PacketLimits = PacketLimits(),
        writer: RegistryWriter,
        logger: Logger
    ) throws(SocketError) {
        var ports: [LeasePort] = []
        for interface in interfaces {
            ports.append(try LeasePort(interface))
        }
        self.ports = ports
        portsByIndex = Dictionary(ports.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
        ownAddresses = Set(InterfaceAddress.all().map(\.address))
        self.writer = writer
        self.logger = logger
        turns = Turns(batch: LeaseBatch(limits: limits), decider: LeaseDecider(relays: RelayPolicy(listed: relays)))
    }

    /// One for each receiver.
    package var pulses: [Pulse] { ports.map(\.pulse) }

    package func run() async throws {
        try await writer.attach(self)
        var threads: [WorkerThread] = []
        for port in ports {
            logger.info(
                "leases are given",
                metadata: [
                    "interface": "\(port.interface.name)",
                    "addresses":
                        "\(port.interface.addresses.map { "\($0.address)/\($0.network.prefixLength)" }.joined(separator: " "))",
                ])
            let writer = writer
            threads.append(
                try WorkerThread(name: "dhcp-\(port.interface.name)") { port.receive { writer.signal() } })
        }
        await withGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            for port in self.ports { port.stop() }
        }
        for port in ports { port.stop() }
        for thread in threads { thread.join() }
    }

    /// An interface in no registered network is most often a mistake; where only relays ask, it is none.
    private func warnOfStrays(_ book: LeaseBook) {
        for interface in ports.map(\.interface)
        where !interface.addresses.contains(where: { book.network(containing: $0.address) != nil }) {
            logger.warning(
                "an interface is in no registered network: only relays are answered there",
                metadata: [
                    "interface": "\(interface.name)",
                    "addresses": "\(interface.addresses.map(\.address.description).joined(separator: " "))",
                ])
        }
    }

    /// Everything that got no reply so far, by what became of it.
    var losses: [Loss: UInt64] {
        counters.losses(lost: ports.reduce(0) { $0 &+ $1.lost })
    }

    package func takeTurn(_ turn: LeaseTurn) {
        // A book that was read again after a failure does not know them.
        if turn.book.ownAddresses != ownAddresses {
            turn.book.ownAddresses = ownAddresses
            warnOfStrays(turn.book)
        }
        let refused = turn.book.refusedAddresses.count
        turns.take(turn, ports, portsByIndex, counters)
        if turn.book.refusedAddresses.count > refused {
            logger.error(
                "addresses are passed over: the registry refuses them, see `namesake check`",
                metadata: ["addresses": "\(turn.book.refusedAddresses.sorted().prefix(8))"])
        }
        turn.moreIsWaiting = ports.contains { !$0.ring.isEmpty }
    }
}
