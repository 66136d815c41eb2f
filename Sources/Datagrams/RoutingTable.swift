public import Addresses

/// A block of addresses that this host reaches, and by which interface.
public struct Route: Hashable, Sendable {
    public let destination: IPv4Network
    public let interface: String
}

/// The routes of this host, as the kernel's main table tells them.
///
/// Connected networks and those behind a VPN are among them. The default route is not: it says nothing about addresses.
public enum RoutingTable {
    public static let path = "/proc/net/route"

    private static let isUp: UInt32 = 0x0001
    private static let isReject: UInt32 = 0x0200

    /// Reads the text of `/proc/net/route`: a heading, then a line a route, with addresses as hexadecimal numbers in the
    /// host's order of octets (proc_net(5)). Lines of another form are skipped.
    public static func routes(in text: String) -> [Route] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(whereSeparator: \.isWhitespace)
            guard columns.count >= 8, let base = UInt32(columns[1], radix: 16),
                let flags = UInt32(columns[3], radix: 16), let mask = UInt32(columns[7], radix: 16),
                flags & isUp != 0, flags & isReject == 0, mask != 0
            else { return nil }
            let length = (~UInt32(bigEndian: mask)).leadingZeroBitCount
            guard
                let destination = IPv4Network(
                    base: IPv4Address(rawValue: UInt32(bigEndian: base)), prefixLength: length)
            else { return nil }
            return Route(destination: destination, interface: String(columns[0]))
        }
    }
}
