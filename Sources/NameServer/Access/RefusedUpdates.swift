package import Addresses
internal import DNSWire
internal import Datagrams
internal import Synchronization

/// Who has sent dynamic updates (RFC 2136) since they were last told of. None is obeyed: names come from the registry
/// (R16); a machine that sends them has another name server, or a setting, that would.
///
/// Updates are no queries and few, so a lock is no loss; what strangers can fill is bounded.
package final class RefusedUpdates: Sendable {
    private let counts = Mutex<[IPv4Address: Int]>([:])

    /// Addresses between two tellings.
    private static let limit = 1024

    package init() {}

    /// Notes the message if it was an update, which was refused by a header and nothing else.
    ///
    /// - Parameter reply: the length of the reply that stands in `message`.
    func note(_ message: Span<UInt8>, reply: Int, from client: SocketAddress.Host) {
        guard reply == MessageHeader.size, MessageHeader.opcode(message) == .update, case .ipv4(let address) = client
        else { return }
        note(address)
    }

    private func note(_ client: IPv4Address) {
        counts.withLock { counts in
            guard counts[client] != nil || counts.count < Self.limit else { return }
            counts[client, default: 0] += 1
        }
    }

    /// How many came from each address since the last call.
    package func take() -> [IPv4Address: Int] {
        counts.withLock { counts in
            let taken = counts
            counts = [:]
            return taken
        }
    }
}
