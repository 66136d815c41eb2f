internal import Addresses
internal import Datagrams

/// What server cookies are signed with: 128 bits that all servers behind one name share (RFC 9018 §5).
package struct CookieSecret: Hashable, Sendable {
    private let key0: UInt64
    private let key1: UInt64

    /// Reads 32 hexadecimal digits, as BIND's `cookie-secret` and Knot's `cookies.secret` write them.
    package init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap(Self.digit)
        guard digits.count == 32, text.utf8.count == 32 else { return nil }
        // The key's octets are read lowest first.
        func key(_ range: Range<Int>) -> UInt64 {
            range.reduce(0) { $0 | UInt64(digits[2 * $1] << 4 | digits[2 * $1 + 1]) << UInt64(8 * ($1 % 8)) }
        }
        key0 = key(0..<8)
        key1 = key(8..<16)
    }

    private init(key0: UInt64, key1: UInt64) {
        self.key0 = key0
        self.key1 = key1
    }

    /// A secret that lasts as long as the process.
    package static func random() -> CookieSecret {
        var generator = SystemRandomNumberGenerator()
        return CookieSecret(key0: generator.next(), key1: generator.next())
    }

    /// Signs what a cookie says: SipHash-2-4 of the client cookie, version, reserved octets and timestamp, and the
    /// client's address (RFC 9018 §4.4).
    ///
    /// - Parameters:
    ///   - client: the client cookie in network order.
    ///   - head: version, reserved octets and timestamp in network order.
    /// - Returns: the hash in network order.
    func hash(client: UInt64, head: UInt64, address: SocketAddress.Host) -> UInt64 {
        var hash = SipHash24(key0: key0, key1: key1)
        hash.absorb(client.byteSwapped)
        hash.absorb(head.byteSwapped)
        switch address {
        case .ipv4(let address):
            return hash.finish(rest: UInt64(address.rawValue.byteSwapped), length: 20).byteSwapped
        case .ipv6(let address):
            hash.absorb(address.high.byteSwapped)
            hash.absorb(address.low.byteSwapped)
            return hash.finish(length: 32).byteSwapped
        }
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// The secret in use, and the one before it, whose cookies are still taken for as long as they last (RFC 9018 §5).
package struct CookieSecrets: Hashable, Sendable {
    package var current: CookieSecret
    package var previous: CookieSecret?

    package init(current: CookieSecret, previous: CookieSecret? = nil) {
        self.current = current
        self.previous = previous
    }
}
