import Addresses
import Datagrams
import NameServer
import Testing

@Suite("The access list")
struct AccessListTests {
    @Test("serves loopback and what it lists, however the networks overlap, and nobody else")
    func ranges() throws {
        let list = AccessList(
            ["10.86.51.0/24", "10.86.0.0/16", "10.87.0.0/16", "192.168.1.0/30"].compactMap { IPv4Network($0) })
        for allowed in ["127.0.0.1", "127.255.255.255", "10.86.0.0", "10.86.51.9", "10.87.255.255", "192.168.1.3"] {
            #expect(list.allows(try #require(IPv4Address(allowed))), "\(allowed)")
        }
        for refused in ["0.0.0.0", "10.85.255.255", "10.88.0.0", "192.168.1.4", "128.0.0.0", "255.255.255.255"] {
            #expect(!list.allows(try #require(IPv4Address(refused))), "\(refused)")
        }
    }

    @Test("an IPv4 client of an IPv6 socket is that IPv4 client; of IPv6 only loopback is served")
    func ipv6() throws {
        let list = AccessList([IPv4Network("10.86.51.0/24")].compactMap { $0 })
        #expect(list.allows(try #require(SocketAddress("[::ffff:10.86.51.9]:5353"))))
        #expect(!list.allows(try #require(SocketAddress("[::ffff:10.86.52.9]:5353"))))
        #expect(list.allows(try #require(SocketAddress("[::1]:5353"))))
        #expect(!list.allows(try #require(SocketAddress("[2001:db8::1]:5353"))))
    }
}
