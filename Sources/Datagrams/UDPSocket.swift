internal import Addresses
internal import CSockets
internal import Glibc

/// A bound UDP socket.
///
/// It stays open whatever a send says: an unreachable client is that client's problem.
public final class UDPSocket: Sendable {
    public let address: SocketAddress
    private let descriptor: Descriptor

    private init(address: SocketAddress, descriptor: consuming Descriptor) {
        self.address = address
        self.descriptor = descriptor
    }

    var rawDescriptor: Int32 { descriptor.rawValue }

    /// Opens a socket that shares its port with other sockets of this process, so that each worker has its own queue
    /// and the kernel spreads clients over them (SO_REUSEPORT). On a wildcard address replies leave from the address
    /// that was asked.
    public static func open(_ address: SocketAddress) throws(SocketError) -> UDPSocket {
        let descriptor = try makeListener(address)
        try set(SO_REUSEPORT, on: descriptor.rawValue, "share \(address)")
        // A burst must find room; the kernel gives what its limit allows.
        try? set(SO_RCVBUF, to: 4 << 20, on: descriptor.rawValue, "size \(address)")
        try? set(SO_SNDBUF, to: 4 << 20, on: descriptor.rawValue, "size \(address)")
        if address.isWildcard {
            let result = csockets_enable_packet_info(descriptor.rawValue, address.family)
            if result < 0 { throw SocketError(action: "ask for packet info on \(address)", code: -result) }
        }
        // Whoever receives shows that it is alive once a second, whether anybody asks or not.
        let result = csockets_limit_wait(descriptor.rawValue, 1)
        if result < 0 { throw SocketError(action: "limit the wait on \(address)", code: -result) }
        try bind(descriptor.rawValue, to: address)
        return UDPSocket(address: address, descriptor: descriptor)
    }

    /// Checks that nobody else listens on the address, which SO_REUSEPORT would hide from a process of the same user.
    public static func checkUnused(_ address: SocketAddress) throws(SocketError) {
        let descriptor = try makeListener(address)
        try bind(descriptor.rawValue, to: address)
    }

    /// A socket of the address's family alone: `[::]` leaves the port of every IPv4 address free.
    private static func makeListener(_ address: SocketAddress) throws(SocketError) -> Descriptor {
        let descriptor = try makeSocket(address.family, for: address)
        if address.family == AF_INET6 {
            try set(IPV6_V6ONLY, level: Int32(IPPROTO_IPV6), on: descriptor.rawValue, "bind \(address)")
        }
        return descriptor
    }

    /// Opens a socket that holds a port on one interface and sends from it, and receives nothing.
    ///
    /// What arrives at the port is taken from a `PacketSocket`; without this one the kernel would answer it with an
    /// ICMP error. It also sends what needs a route: replies to relays.
    public static func openSender(interface: String, port: UInt16) throws(SocketError) -> UDPSocket {
        let address = SocketAddress(.any, port: port)
        let descriptor = try makeSocket(AF_INET, for: address)
        guard
            setsockopt(descriptor.rawValue, SOL_SOCKET, SO_BINDTODEVICE, interface, socklen_t(interface.utf8.count))
                == 0
        else { throw SocketError(action: "bind to interface \(interface)", code: errno) }
        try set(SO_BROADCAST, on: descriptor.rawValue, "broadcast on \(interface)")
        let result = csockets_receive_nothing(descriptor.rawValue)
        if result < 0 { throw SocketError(action: "filter \(interface)", code: -result) }
        guard Self.bindResult(descriptor.rawValue, to: address) == 0 else {
            throw SocketError(action: "bind UDP port \(port) on \(interface)", code: errno)
        }
        return UDPSocket(address: address, descriptor: descriptor)
    }

    /// Wakes whoever is blocked in a receive on this socket, for good.
    ///
    /// On an unconnected UDP socket `shutdown` reports ENOTCONN and wakes all the same.
    public func wake() {
        shutdown(descriptor.rawValue, Int32(SHUT_RDWR))
    }

    private static func makeSocket(_ family: Int32, for address: SocketAddress) throws(SocketError) -> Descriptor {
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let raw = socket(family, type, 0)
        guard raw >= 0 else { throw SocketError(action: "open a socket for \(address)", code: errno) }
        return Descriptor(owning: raw)
    }

    private static func set(
        _ option: Int32, level: Int32 = SOL_SOCKET, to value: Int32 = 1, on descriptor: Int32, _ action: String
    ) throws(SocketError) {
        var value = value
        guard setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw SocketError(action: action, code: errno)
        }
    }

    private static func bindResult(_ descriptor: Int32, to address: SocketAddress) -> Int32 {
        address.withSystemAddress { Glibc.bind(descriptor, $0, $1) }
    }

    private static func bind(_ descriptor: Int32, to address: SocketAddress) throws(SocketError) {
        guard bindResult(descriptor, to: address) == 0 else {
            throw SocketError(action: "bind UDP \(address)", code: errno)
        }
    }
}
