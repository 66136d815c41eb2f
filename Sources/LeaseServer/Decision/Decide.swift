internal import Addresses
package import DHCPWire
package import Registry

/// What to do about a message: a function of the message, how it came, what is true of leases and the time.
///
/// It goes by `chaddr` and nothing else (R1): clones share everything a guest can say of itself. It changes nothing; the
/// caller applies the changes to the book before it decides the next message of the batch.
///
/// - Parameters:
///   - datagram: the octets that `request` was read from.
///   - recentDeclines: how many addresses the MAC has declined lately.
///   - now: seconds UTC. Everything that expired up to now has been told (`ExpiryWheel`).
package func decide(
    _ request: DHCPMessage, of datagram: Span<UInt8>, arrival: LeaseArrival, relays: RelayPolicy, book: LeaseBook,
    recentDeclines: Int, now: Int64
) -> LeaseDecision {
    do {
        let context = try DecisionContext(
            request, of: datagram, arrival: arrival, relays: relays, book: book, now: now)
        return switch request.type {
        case .discover: context.decideDiscover()
        case .request: context.decideRequest()
        case .release: context.decideRelease()
        case .decline: context.decideDecline(recentDeclines: recentDeclines)
        case .inform: context.decideInform()
        default: .drop(.notAClientMessage)
        }
    } catch {
        return .drop(error)
    }
}
