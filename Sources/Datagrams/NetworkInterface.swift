public import Addresses
internal import CSockets
internal import Glibc

/// A network interface of this host, as it was when it was asked for.
public struct NetworkInterface: Hashable, Sendable {
    public let name: String
    public let index: UInt32
    public let mac: MACAddress
    /// Its IPv4 addresses in the order the system has them, each with its network.
    public let addresses: [InterfaceAddress]

    /// - Throws: when there is no such interface, or it is not Ethernet.
    public init(named name: String) throws(SocketError) {
        let index = if_nametoindex(name)
        guard index != 0 else { throw SocketError(action: "find interface \(name)", code: errno) }
        var octets: [UInt8] = Array(repeating: 0, count: 6)
        let result = csockets_hardware_address(name, &octets)
        guard result >= 0 else { throw SocketError(action: "use interface \(name) for Ethernet", code: -result) }
        self.name = name
        self.index = index
        mac = MACAddress(octets[0], octets[1], octets[2], octets[3], octets[4], octets[5])
        addresses = InterfaceAddress.all().filter { $0.interface == name }
    }
}

/// An IPv4 address of an interface.
public struct InterfaceAddress: Hashable, Sendable {
    public let interface: String
    public let address: IPv4Address
    public let network: IPv4Network

    /// The IPv4 addresses of all interfaces that are up.
    public static func all() -> [InterfaceAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var found: [InterfaceAddress] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard entry.ifa_flags & UInt32(IFF_UP) != 0, let name = entry.ifa_name,
                let address = ipv4(entry.ifa_addr), let mask = ipv4(entry.ifa_netmask),
                let network = IPv4Network(containing: address, prefixLength: mask.rawValue.nonzeroBitCount)
            else { continue }
            found.append(InterfaceAddress(interface: String(cString: name), address: address, network: network))
        }
        return found
    }

    private static func ipv4(_ address: UnsafePointer<sockaddr>?) -> IPv4Address? {
        guard let address, Int32(address.pointee.sa_family) == AF_INET else { return nil }
        let system = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
        return IPv4Address(rawValue: UInt32(bigEndian: system.sin_addr.s_addr))
    }
}
