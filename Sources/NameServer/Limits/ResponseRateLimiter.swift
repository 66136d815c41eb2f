internal import Addresses
package import Datagrams

/// Response rate limiting: what keeps a server that answers everybody from being aimed at a victim, whose address the
/// attacker writes into the queries.
///
/// Counts replies by client network and kind, in a table of fixed size that one thread owns. The hash is keyed, so nobody
/// can choose networks that share a counter. Where two networks still meet, the one that was quiet longer gives way.
package struct ResponseRateLimiter: ~Copyable {
    package enum Verdict: Sendable {
        case send
        /// Send it cut short.
        case slip
        case drop
    }

    private struct Counter: BitwiseCopyable {
        var tag: UInt64 = 0
        var second: UInt32 = 0
        var count: UInt32 = 0
    }

    /// A megabyte a thread, once somebody is limited.
    private static let size = 1 << 16

    private let limit: RateLimit
    private let key0: UInt64
    private let key1: UInt64
    private var counters: [Counter] = []

    package init(_ limit: RateLimit) {
        self.limit = limit
        var generator = SystemRandomNumberGenerator()
        key0 = generator.next()
        key1 = generator.next()
    }

    /// Counts one reply and says what to do with it.
    ///
    /// - Parameter now: seconds of any clock that does not step.
    package mutating func judge(_ client: SocketAddress.Host, _ kind: ReplyKind, now: UInt32) -> Verdict {
        guard limit.responses > 0 else { return .send }
        if counters.isEmpty { counters = [Counter](repeating: Counter(), count: Self.size) }
        let tag = self.tag(client, kind)
        let index = self.index(of: tag)
        if counters[index].tag != tag || counters[index].second != now {
            counters[index] = Counter(tag: tag, second: now, count: 0)
        }
        counters[index].count &+= 1
        let count = Int(counters[index].count)
        guard count > limit.responses else { return .send }
        return limit.slip > 0 && (count &- limit.responses) % limit.slip == 0 ? .slip : .drop
    }

    /// Its own counter, or of the two it may have the one that was not used for longer.
    private func index(of tag: UInt64) -> Int {
        let mask = UInt64(truncatingIfNeeded: counters.count &- 1)
        let first = Int(truncatingIfNeeded: tag & mask)
        let second = Int(truncatingIfNeeded: tag >> 32 & mask)
        if counters[first].tag == tag { return first }
        if counters[second].tag == tag { return second }
        return counters[first].second <= counters[second].second ? first : second
    }

    private func tag(_ client: SocketAddress.Host, _ kind: ReplyKind) -> UInt64 {
        var hash = SipHash24(key0: key0, key1: key1)
        hash.absorb(kind.rawValue)
        switch client {
        case .ipv4(let address):
            hash.absorb(UInt64(address.rawValue & 0xFFFF_FF00))
            return hash.finish(rest: 4, length: 17)
        case .ipv6(let address):
            hash.absorb(address.high & ~0xFF)
            return hash.finish(rest: 6, length: 17)
        }
    }
}
