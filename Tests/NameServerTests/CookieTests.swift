import Addresses
import Datagrams
import NameServer
import Testing

/// Server cookies by the examples of RFC 9018, Appendix A.
@Suite struct CookieTests {
    struct Example: CustomTestStringConvertible {
        let section: String
        let secrets: CookieSecrets
        let client: UInt64
        let address: SocketAddress.Host
        /// What the client sends; `nil`: nothing but its own cookie.
        let sent: ServerCookie?
        let time: UInt32
        let isValid: Bool
        let given: ServerCookie

        var testDescription: String { section }
    }

    static func secrets(_ current: String, _ previous: String? = nil) throws -> CookieSecrets {
        CookieSecrets(
            current: try #require(CookieSecret(hexadecimal: current)),
            previous: previous.flatMap { CookieSecret(hexadecimal: $0) })
    }

    static func ipv4(_ text: String) throws -> SocketAddress.Host {
        try #require(SocketAddress("\(text):53")).host
    }

    static func examples() throws -> [Example] {
        let first = try secrets("e5e973e5a6b2a43f48e7dc849e37bfcf")
        let second = try secrets("445536bcd2513298075a5d379663c962", "dd3bdf9344b678b185a6f5cb60fca715")
        let learned = ServerCookie(head: 0x0100_0000_5CF7_9F11, hash: 0x1F81_30C3_EEE2_9480)
        return [
            Example(
                section: "A.1 learning a new server cookie", secrets: first, client: 0x2464_C4AB_CF10_C957,
                address: try ipv4("198.51.100.100"), sent: nil, time: 1_559_731_985, isValid: false, given: learned),
            Example(
                section: "A.2 the same client, 40 minutes later", secrets: first, client: 0x2464_C4AB_CF10_C957,
                address: try ipv4("198.51.100.100"), sent: learned, time: 1_559_734_385, isValid: true,
                given: ServerCookie(head: 0x0100_0000_5CF7_A871, hash: 0xD4A5_64A1_442A_CA77)),
            // Its timestamp is 6,715 s old, so by §4.3 it is not taken, though it is signed with the secret.
            Example(
                section: "A.3 another client, reserved octets set", secrets: first, client: 0xFC93_FC62_807D_DB86,
                address: try ipv4("203.0.113.203"),
                sent: ServerCookie(head: 0x01AB_CDEF_5CF7_8F71, hash: 0xA314_227B_6679_EBF5), time: 1_559_734_700,
                isValid: false, given: ServerCookie(head: 0x0100_0000_5CF7_A9AC, hash: 0xF73A_7810_ACA2_381E)),
            Example(
                section: "A.4 IPv6, with the secret rolled over", secrets: second, client: 0x2268_1AB9_7D52_C298,
                address: try #require(SocketAddress("[2001:db8:220:1:59de:d0f4:8769:82b8]:53")).host,
                sent: ServerCookie(head: 0x0100_0000_5CF7_C579, hash: 0x2655_6BD0_934C_72F8), time: 1_559_741_961,
                isValid: true, given: ServerCookie(head: 0x0100_0000_5CF7_C609, hash: 0xA6BB_79D1_6625_507A)),
        ]
    }

    @Test("Each example of the RFC", arguments: try examples())
    func example(_ example: Example) {
        let made = ServerCookie.make(
            client: example.client, address: example.address, time: example.time, secret: example.secrets.current)
        #expect(made == example.given)
        guard let sent = example.sent else { return }
        #expect(
            sent.isValid(
                client: example.client, address: example.address, time: example.time, secrets: example.secrets)
                == example.isValid)
        #expect(
            sent.renewed(
                client: example.client, address: example.address, time: example.time, secrets: example.secrets)
                == example.given)
    }

    @Test("Reserved octets are signed and do not make a cookie invalid (§4.2)")
    func reservedOctets() throws {
        let example = try Self.examples()[2]
        let sent = try #require(example.sent)
        #expect(
            sent.isValid(
                client: example.client, address: example.address, time: 1_559_727_985 + 60, secrets: example.secrets))
        let zeroed = ServerCookie(head: sent.head & 0xFF00_0000_FFFF_FFFF, hash: sent.hash)
        #expect(
            !zeroed.isValid(
                client: example.client, address: example.address, time: 1_559_727_985 + 60, secrets: example.secrets))
    }

    @Test("A cookie is taken from five minutes before its time to an hour after it (§4.3), also where the clock wraps")
    func times() throws {
        let secrets = try Self.secrets("e5e973e5a6b2a43f48e7dc849e37bfcf")
        let address = try Self.ipv4("192.0.2.1")
        for made: UInt32 in [1_559_731_985, 0, .max, 0x8000_0000] {
            let cookie = ServerCookie.make(client: 7, address: address, time: made, secret: secrets.current)
            for (age, isValid) in [
                (0, true), (3600, true), (3601, false), (-300, true), (-301, false), (0x7FFF_FFFF, false),
            ] {
                let time = UInt32(truncatingIfNeeded: Int64(made) + Int64(age))
                #expect(cookie.isValid(client: 7, address: address, time: time, secrets: secrets) == isValid, "\(age)")
            }
            // The same cookie again for half an hour, then another.
            #expect(cookie.renewed(client: 7, address: address, time: made &+ 1800, secrets: secrets) == cookie)
            #expect(cookie.renewed(client: 7, address: address, time: made &+ 1801, secrets: secrets) != cookie)
        }
    }

    @Test("A cookie is of one client, one address, one version and one secret")
    func bindings() throws {
        let secrets = try Self.secrets("e5e973e5a6b2a43f48e7dc849e37bfcf")
        let others = try Self.secrets("445536bcd2513298075a5d379663c962")
        let here = try Self.ipv4("192.0.2.1")
        let there = try Self.ipv4("192.0.2.2")
        let cookie = ServerCookie.make(client: 7, address: here, time: 100, secret: secrets.current)
        #expect(cookie.isValid(client: 7, address: here, time: 100, secrets: secrets))
        #expect(!cookie.isValid(client: 8, address: here, time: 100, secrets: secrets))
        #expect(!cookie.isValid(client: 7, address: there, time: 100, secrets: secrets))
        #expect(!cookie.isValid(client: 7, address: here, time: 100, secrets: others))
        let version2 = ServerCookie(head: 2 << 56 | 100, hash: cookie.hash)
        #expect(!version2.isValid(client: 7, address: here, time: 100, secrets: secrets))
    }

    @Test("A secret is 32 hexadecimal digits", arguments: ["", "e5", String(repeating: "g", count: 32), "é"])
    func brokenSecrets(text: String) {
        #expect(CookieSecret(hexadecimal: text) == nil)
    }
}
