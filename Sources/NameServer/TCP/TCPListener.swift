internal import Datagrams
internal import Glibc
internal import NIOCore

/// A bound and listening TCP socket that waits for the event loops to take it over.
///
/// It is opened when the service is made: a port that is taken is an error before anything is served, and privileges
/// can be dropped before a thread starts. NIO by itself would bind on one of its threads.
struct TCPListener: ~Copyable {
    private let descriptor: CInt

    private static let backlog: CInt = 512

    init(_ address: Datagrams.SocketAddress) throws(SocketError) {
        let action = "bind TCP \(address)"
        guard let system = Self.systemAddress(address) else { throw SocketError(action: action, code: EAFNOSUPPORT) }
        let family = system.protocol == .inet6 ? AF_INET6 : AF_INET
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw SocketError(action: "open a socket for TCP \(address)", code: errno) }
        var on: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        // Connections of the process before us, in TIME_WAIT, must not keep the port from us.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        if family == AF_INET6 { setsockopt(descriptor, CInt(IPPROTO_IPV6), IPV6_V6ONLY, &on, size) }
        let isBound = system.withSockAddr { bind(descriptor, $0, socklen_t($1)) == 0 }
        guard isBound, listen(descriptor, Self.backlog) == 0 else {
            let code = errno
            close(descriptor)
            throw SocketError(action: action, code: code)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Hands the descriptor over; whoever takes it closes it.
    consuming func take() -> CInt {
        let descriptor = descriptor
        discard self
        return descriptor
    }

    /// The port that the system chose, if it was asked to.
    var port: UInt16? {
        // Family, then port in network order, whatever the family.
        var octets = [UInt8](repeating: 0, count: 28)
        var size = socklen_t(octets.count)
        let result = octets.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { getsockname(descriptor, $0.assumingMemoryBound(to: sockaddr.self), &size) } ?? -1
        }
        return result == 0 ? UInt16(octets[2]) << 8 | UInt16(octets[3]) : nil
    }

    private static func systemAddress(_ address: Datagrams.SocketAddress) -> NIOCore.SocketAddress? {
        var host = address.description.dropLast(String(address.port).utf8.count + 1)
        if host.first == "[" { host = host.dropFirst().dropLast() }
        return try? NIOCore.SocketAddress(ipAddress: String(host), port: Int(address.port))
    }
}
