internal import Addresses
internal import DHCPWire
internal import Registry

/// Which MAC came last with each host name (options 12 and 81): the clones of one machine all have the same.
///
/// It decides nothing: names come from the registry. It is told, because where guests' own names are registered in DNS,
/// the second machine takes the first one's entry, and the first is not found any more (R16, R17).
struct HostNames {
    /// By the hash of the name and its network, which is keyed for each process. Two names with one hash would be told
    /// as one: that does not happen.
    private var macs: [Int: MACAddress] = [:]
    /// A machine chooses a new name as often as it likes. When there are so many they are all forgotten.
    private static let limit = 1 << 18

    /// Longer is no label, and nobody's name.
    private static let longestName = 255

    /// Another machine with a lease on the same network that goes by the same name.
    ///
    /// - Parameter lease: one that has just begun.
    mutating func other(than lease: Lease, named name: [UInt8], in book: LeaseBook, at now: Int64) -> MACAddress? {
        var hasher = Hasher()
        hasher.combine(lease.network)
        hasher.combine(name)
        let key = hasher.finalize()
        if let mac = macs[key], mac != lease.mac, let other = book.lease(of: mac), other.isLive(at: now),
            other.network == lease.network
        {
            return mac
        }
        if macs.count >= Self.limit { macs.removeAll() }
        macs[key] = lease.mac
        return nil
    }

    /// What the client calls itself, in lower case and without a domain; `nil` if it does not say.
    static func name(in request: DHCPMessage, of datagram: Span<UInt8>) -> [UInt8]? {
        let text = request.option(.hostName, in: datagram).octets(of: datagram, limit: longestName)
        let label = (text ?? fqdn(in: request, of: datagram))?.prefix { $0 != UInt8(ascii: ".") && $0 != 0 }
        guard let label, !label.isEmpty else { return nil }
        return label.map(\.asciiLowercased)
    }

    /// Option 81's name after its three octets: as text, or in wire form, whose first label is enough (RFC 4702 §2.3).
    private static func fqdn(in request: DHCPMessage, of datagram: Span<UInt8>) -> [UInt8]? {
        guard let octets = request.clientFQDN.octets(of: datagram, limit: longestName), octets.count > 3 else {
            return nil
        }
        let isWireForm = octets[0] & 0x04 != 0
        guard isWireForm else { return Array(octets.dropFirst(3)) }
        return Array(octets.dropFirst(4).prefix(Int(octets[3])))
    }
}
