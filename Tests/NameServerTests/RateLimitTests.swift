import Datagrams
import NameServer
import Testing

/// How replies are counted when everybody is served.
@Suite struct RateLimitTests {
    static func limiter(_ responses: Int, slip: Int = 2) -> ResponseRateLimiter {
        var limit = RateLimit()
        limit.responses = responses
        limit.slip = slip
        return ResponseRateLimiter(limit)
    }

    static func host(_ text: String) throws -> SocketAddress.Host {
        try #require(SocketAddress(text.contains(":") ? "[\(text)]:1" : "\(text):1")).host
    }

    @Test(
        "Above the limit one in `slip` replies is cut short and the rest are dropped",
        arguments: [
            (0, [ResponseRateLimiter.Verdict.drop, .drop, .drop, .drop]), (1, [.slip, .slip, .slip, .slip]),
            (2, [.drop, .slip, .drop, .slip]), (3, [.drop, .drop, .slip, .drop]),
        ])
    func slip(slip: Int, beyond: [ResponseRateLimiter.Verdict]) throws {
        var limiter = Self.limiter(5, slip: slip)
        let client = try Self.host("192.0.2.1")
        for _ in 0..<5 {
            let verdict = limiter.judge(client, .answer, now: 7)
            #expect(verdict == .send)
        }
        for expected in beyond {
            let verdict = limiter.judge(client, .answer, now: 7)
            #expect(verdict == expected)
        }
        let later = limiter.judge(client, .answer, now: 8)
        #expect(later == .send, "the next second begins anew")
    }

    @Test("A /24 or a /56 is one client; other networks and other kinds of reply are counted apart")
    func networks() throws {
        for (first, same, other) in [
            ("192.0.2.1", "192.0.2.254", "192.0.3.1"), ("2001:db8:0:1::1", "2001:db8:0:ff::2", "2001:db8:0:100::1"),
        ] {
            var limiter = Self.limiter(1, slip: 0)
            let verdicts = [
                limiter.judge(try Self.host(first), .answer, now: 7),
                limiter.judge(try Self.host(same), .answer, now: 7),
                limiter.judge(try Self.host(other), .answer, now: 7),
                limiter.judge(try Self.host(same), .nameError, now: 7),
            ]
            #expect(verdicts == [.send, .drop, .send, .send])
        }
    }

    @Test("0 is no limit")
    func unlimited() throws {
        var limiter = Self.limiter(0)
        for _ in 0..<1000 {
            let verdict = limiter.judge(try Self.host("192.0.2.1"), .answer, now: 7)
            #expect(verdict == .send)
        }
    }

    @Test("A flood from many networks neither grows the table nor keeps one of them from being limited")
    func flood() throws {
        var limiter = Self.limiter(100, slip: 0)
        let victim = try Self.host("198.51.100.1")
        var sent = 0
        for number in 0..<100_000 {
            let octets = IPv6Octets(high: 0x2001_0DB8_0000_0000 | UInt64(number) << 8, low: 0)
            _ = limiter.judge(.ipv6(octets), .answer, now: 7)
            if number % 10 == 0 {
                let verdict = limiter.judge(victim, .answer, now: 7)
                sent += verdict == .send ? 1 : 0
            }
        }
        // 10,000 were asked for; the counter may be lost to a newcomer now and then.
        #expect(sent < 5000)
    }

    @Test("Threads share the limit, and each has at least one")
    func shares() {
        var limit = RateLimit()
        limit.responses = 200
        #expect(limit.shared(by: 4).responses == 50)
        #expect(limit.shared(by: 400).responses == 1)
        limit.responses = 0
        #expect(limit.shared(by: 4).responses == 0)
    }
}
