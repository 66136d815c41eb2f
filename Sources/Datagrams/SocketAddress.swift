public import Addresses
internal import CSockets
internal import Glibc

/// An address and a port to listen on, IPv4 or IPv6.
public struct SocketAddress: Hashable, Sendable {
    public enum Host: Hashable, Sendable {
        case ipv4(IPv4Address)
        /// Sixteen octets in network order.
        case ipv6(IPv6Octets)
    }

    public let host: Host
    public let port: UInt16

    public init(host: Host, port: UInt16) {
        self.host = host
        self.port = port
    }

    public init(_ address: IPv4Address, port: UInt16) {
        self.init(host: .ipv4(address), port: port)
    }

    /// Whether this stands for every local address.
    public var isWildcard: Bool {
        switch host {
        case .ipv4(let address): address == .any
        case .ipv6(let octets): octets == .any
        }
    }

    var family: Int32 {
        switch host {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        }
    }
}

/// An IPv6 address as two numbers in host order.
public struct IPv6Octets: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public static let any = IPv6Octets(high: 0, low: 0)
    public static let loopback = IPv6Octets(high: 0, low: 1)

    /// The IPv4 address that `::ffff:a.b.c.d` stands for (RFC 4291 §2.5.5.2).
    public var mappedIPv4: IPv4Address? {
        high == 0 && low >> 32 == 0xFFFF ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) : nil
    }
}

extension SocketAddress: LosslessStringConvertible {
    /// Reads `127.0.0.1:5300` or `[::1]:5300`.
    public init?(_ description: String) {
        guard let colon = description.lastIndex(of: ":"),
            let port = UInt16(description[description.index(after: colon)...])
        else { return nil }
        let host = description[..<colon]
        if host.first == "[", host.last == "]" {
            var address = in6_addr()
            guard inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &address) == 1 else { return nil }
            self.init(host: .ipv6(IPv6Octets(address)), port: port)
        } else {
            guard let address = IPv4Address(host) else { return nil }
            self.init(address, port: port)
        }
    }

    public var description: String {
        switch host {
        case .ipv4: "\(hostText):\(port)"
        case .ipv6: "[\(hostText)]:\(port)"
        }
    }

    /// The address without the port.
    public var hostText: String {
        switch host {
        case .ipv4(let address): return address.description
        case .ipv6(let octets):
            var address = in6_addr(octets)
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}

extension IPv6Octets {
    init(_ address: in6_addr) {
        let (high, low) = withUnsafeBytes(of: address) {
            ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }
}

extension in6_addr {
    init(_ octets: IPv6Octets) {
        self.init()
        withUnsafeMutableBytes(of: &self) {
            $0.storeBytes(of: octets.high.bigEndian, as: UInt64.self)
            $0.storeBytes(of: octets.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
    }
}

extension SocketAddress {
    /// Calls `body` with the address as the system wants it.
    func withSystemAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch host {
        case .ipv4(let address):
            var system = sockaddr_in()
            system.sin_family = sa_family_t(AF_INET)
            system.sin_port = port.bigEndian
            system.sin_addr.s_addr = address.rawValue.bigEndian
            return withUnsafePointer(to: &system) { pointer in
                body(
                    UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self),
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        case .ipv6(let octets):
            var system = sockaddr_in6()
            system.sin6_family = sa_family_t(AF_INET6)
            system.sin6_port = port.bigEndian
            system.sin6_addr = in6_addr(octets)
            return withUnsafePointer(to: &system) { pointer in
                body(
                    UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self),
                    socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }

    /// Reads what the system wrote, as for a datagram's source.
    init?(_ storage: UnsafePointer<sockaddr_storage>) {
        let bytes = UnsafeRawPointer(storage)
        switch Int32(storage.pointee.ss_family) {
        case AF_INET:
            let system = bytes.loadUnaligned(as: sockaddr_in.self)
            self.init(
                IPv4Address(rawValue: UInt32(bigEndian: system.sin_addr.s_addr)),
                port: UInt16(bigEndian: system.sin_port))
        case AF_INET6:
            let system = bytes.loadUnaligned(as: sockaddr_in6.self)
            self.init(host: .ipv6(IPv6Octets(system.sin6_addr)), port: UInt16(bigEndian: system.sin6_port))
        default:
            return nil
        }
    }
}
