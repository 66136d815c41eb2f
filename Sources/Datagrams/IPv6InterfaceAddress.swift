internal import Glibc

/// An IPv6 address of an interface of this host.
public struct IPv6InterfaceAddress: Hashable, Sendable {
    public let address: IPv6Octets
    public let network: IPv6Network

    /// The IPv6 addresses of all interfaces that are up, link-local ones among them.
    public static func all() -> [IPv6InterfaceAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var found: [IPv6InterfaceAddress] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard entry.ifa_flags & UInt32(IFF_UP) != 0, let address = octets(entry.ifa_addr),
                let mask = octets(entry.ifa_netmask),
                let network = IPv6Network(
                    base: IPv6Octets(high: address.high & mask.high, low: address.low & mask.low),
                    prefixLength: mask.high.nonzeroBitCount + mask.low.nonzeroBitCount)
            else { continue }
            found.append(IPv6InterfaceAddress(address: address, network: network))
        }
        return found
    }

    private static func octets(_ address: UnsafePointer<sockaddr>?) -> IPv6Octets? {
        guard let address, Int32(address.pointee.sa_family) == AF_INET6 else { return nil }
        var system = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
        return withUnsafeBytes(of: &system.sin6_addr) { octets in
            IPv6Octets(
                high: UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
