import Addresses
import Datagrams
import NameServer
import Testing

/// Who is served, and how freely.
@Suite("The access list")
struct AccessListTests {
    static func list(_ networks: String...) throws -> AccessList {
        AccessList(try networks.map { try #require(ClientNetwork($0)) })
    }

    static func host(_ text: String) throws -> SocketAddress.Host {
        try #require(SocketAddress(text.contains(":") ? "[\(text)]:1" : "\(text):1")).host
    }

    @Test("serves what it lists however the networks overlap and touch")
    func ranges() throws {
        let list = try Self.list("10.86.51.0/24", "10.86.0.0/16", "10.87.0.0/16", "192.168.1.0/30")
        for address in ["127.0.0.1", "127.255.255.255", "10.86.0.0", "10.86.51.9", "10.87.255.255", "192.168.1.3"] {
            #expect(list.service(for: try Self.host(address)) == .full, "\(address)")
        }
        for address in ["0.0.0.0", "10.85.255.255", "10.88.0.0", "192.168.1.4", "128.0.0.0", "255.255.255.255"] {
            #expect(list.service(for: try Self.host(address)) == .none, "\(address)")
        }
    }

    @Test("Listed networks of both families are served, loopback always, and nobody else")
    func listed() throws {
        let list = try Self.list("10.86.51.0/24", "2001:db8:7::/48", "10.86.0.0/16", "192.0.2.7/32")
        for (address, service) in [
            ("10.86.51.3", AccessList.Service.full), ("10.86.255.255", .full), ("10.87.0.0", .none),
            ("192.0.2.7", .full), ("192.0.2.8", .none), ("127.0.0.53", .full), ("::1", .full),
            ("2001:db8:7:ffff::1", .full), ("2001:db8:8::", .none), ("::ffff:10.86.51.3", .full),
            ("::ffff:10.87.0.0", .none), ("0.0.0.0", .none), ("::", .none),
        ] {
            #expect(list.service(for: try Self.host(address)) == service, "\(address)")
        }
    }

    @Test("Where everybody is served, the listed are served in full and the rest at a limited rate")
    func open() throws {
        let list = try Self.list("10.86.51.0/24", "0.0.0.0/0", "2001:db8::/32", "::/0")
        for (address, service) in [
            ("10.86.51.3", AccessList.Service.full), ("192.0.2.1", .limited), ("127.0.0.1", .full),
            ("2001:db8::1", .full), ("2001:db9::1", .limited),
        ] {
            #expect(list.service(for: try Self.host(address)) == service, "\(address)")
        }
        #expect(try Self.list("0.0.0.0/0").service(for: Self.host("2001:db8::1")) == .none)
        #expect(try Self.list("::/0").service(for: Self.host("192.0.2.1")) == .none)
    }

    @Test(
        "A network is an address and a prefix, with nothing after the prefix",
        arguments: [
            ("2001:db8::/32", true), ("::/0", true), ("::1/128", true), ("2001:db8::/64", true),
            ("2001:db8::1/64", false),
            ("2001:db8::/129", false), ("2001:db8::", false), ("2001:db8::/", false), ("2001:db8::/+1", false),
            ("10.0.0.0/8", true), ("10.0.0.1/8", false), ("ffff:ffff:ffff:ffff:8000::/65", true),
        ])
    func notation(text: String, isNetwork: Bool) {
        #expect((ClientNetwork(text) != nil) == isNetwork)
        #expect(!isNetwork || ClientNetwork(text)?.description == text)
    }
}
