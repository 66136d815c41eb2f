import Datagrams
import NameServer
import Testing

/// Queries that must get silence, because a reply would come back and be answered, and so on for ever.
@Suite struct LoopTests {
    static func own(_ listening: String...) throws -> OwnAddresses {
        OwnAddresses(listening: try listening.map { try #require(SocketAddress($0)) })
    }

    @Test(
        "From the ports of services that answer anything, from port 0, and from our own sockets",
        arguments: [
            ("192.0.2.1:0", true), ("192.0.2.1:7", true), ("192.0.2.1:13", true), ("192.0.2.1:19", true),
            ("192.0.2.1:37", true), ("[2001:db8::1]:19", true), ("192.0.2.1:53", false), ("192.0.2.1:40000", false),
            ("10.86.51.2:53", true), ("10.86.51.2:54", false), ("10.86.51.3:53", false), ("[2001:db8::53]:53", true),
        ])
    func sources(text: String, isLoop: Bool) throws {
        let own = try Self.own("10.86.51.2:53", "[2001:db8::53]:53")
        #expect(own.isLoop(try #require(SocketAddress(text))) == isLoop)
    }

    @Test("A wildcard address stands for loopback at least")
    func wildcards() throws {
        let own = try Self.own("0.0.0.0:5300", "[::]:5300")
        #expect(own.isLoop(try #require(SocketAddress("127.0.0.1:5300"))))
        #expect(own.isLoop(try #require(SocketAddress("[::1]:5300"))))
        #expect(!own.isLoop(try #require(SocketAddress("127.0.0.1:5301"))))
    }
}
