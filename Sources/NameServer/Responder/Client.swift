package import Datagrams

/// Who asks, and when: what a server cookie is made of.
package struct Client: Sendable {
    package var address: SocketAddress.Host
    /// Seconds since 1970, modulo 2^32 (RFC 9018 §4.3).
    package var time: UInt32

    package init(address: SocketAddress.Host, time: UInt32) {
        self.address = address
        self.time = time
    }
}
