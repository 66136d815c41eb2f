package import Datagrams

/// A server cookie of version 1 (RFC 9018 §4): sixteen octets that only whoever has the secret can make, and only for one
/// client.
package struct ServerCookie: Hashable, Sendable, BitwiseCopyable {
    /// Version, three reserved octets and the timestamp.
    package let head: UInt64
    package let hash: UInt64

    package init(head: UInt64, hash: UInt64) {
        self.head = head
        self.hash = hash
    }

    /// Seconds that a cookie lasts, that one is given back before a new one is made, and that another server's clock may
    /// be ahead of ours (§4.3).
    private static let lifetime: Int32 = 3600
    private static let renewal: Int32 = 1800
    private static let tolerance: Int32 = 300

    private static let version: UInt64 = 1

    /// Makes a new one; its reserved octets are zero.
    ///
    /// - Parameter time: seconds since 1970, modulo 2^32.
    package static func make(
        client: UInt64, address: SocketAddress.Host, time: UInt32, secret: CookieSecret
    ) -> ServerCookie {
        let head = version << 56 | UInt64(time)
        return ServerCookie(head: head, hash: secret.hash(client: client, head: head, address: address))
    }

    private func isSigned(_ secret: CookieSecret, client: UInt64, address: SocketAddress.Host) -> Bool {
        // One subtraction and no early end: how long it takes tells nothing of how much was right.
        secret.hash(client: client, head: head, address: address) ^ hash == 0
    }

    /// Judges a cookie that came back.
    ///
    /// Times are compared by serial number arithmetic (RFC 1982), so that cookies survive the year 2106.
    package func isValid(
        client: UInt64, address: SocketAddress.Host, time: UInt32, secrets: CookieSecrets
    ) -> Bool {
        guard head >> 56 == Self.version, (-Self.tolerance...Self.lifetime).contains(age(at: time)) else {
            return false
        }
        return isSigned(secrets.current, client: client, address: address)
            || secrets.previous.map { isSigned($0, client: client, address: address) } ?? false
    }

    /// What a client gets whose cookie was judged valid: the same again while it is young, so that its cookie does not
    /// change with each query; else a new one by the current secret.
    package func renewed(
        client: UInt64, address: SocketAddress.Host, time: UInt32, secrets: CookieSecrets
    ) -> ServerCookie {
        guard age(at: time) <= Self.renewal, head >> 32 == Self.version << 24,
            isSigned(secrets.current, client: client, address: address)
        else { return .make(client: client, address: address, time: time, secret: secrets.current) }
        return self
    }

    private func age(at time: UInt32) -> Int32 {
        Int32(bitPattern: time &- UInt32(truncatingIfNeeded: head))
    }
}
