internal import Addresses

/// How a machine with a directory asks for names (R90). The formats differ in words, not in this.
///
/// A domain controller has no way outside (R87), so it knows nothing but its own domain. Where that domain is known, the
/// controller is asked for it and for nothing else; where it is not, the controller is asked everything, and the name
/// servers that the public interface is told are not used: an answer from outside would win over the directory's.
struct Resolution {
    let servers: [IPv4Address]
    /// Searched for short names; asked only of `servers`.
    let search: DomainName?
    /// Asked only of `servers`, not searched.
    let routed: [DomainName]
    /// Whether the public interface's name servers may be asked.
    let asksOutside: Bool

    init(_ directory: Directory, of side: PrivateSide) {
        servers = directory.servers
        search = directory.domain
        asksOutside = directory.domain != nil
        routed = directory.domain == nil ? [] : [side.reverseZone]
    }

    /// As systemd-resolved and NetworkManager write it: `~` before what is not searched, `~.` for every name.
    var domains: [String] {
        asksOutside ? (search.map { [$0.description] } ?? []) + routed.map { "~\($0)" } : ["~."]
    }
}

extension GuestState {
    var resolution: Resolution? { directory.map { Resolution($0, of: `private`) } }

    /// What the network inside is, for masks and reverse zones.
    var privateNetwork: IPv4Network? {
        IPv4Network(containing: `private`.address, prefixLength: `private`.prefixLength)
    }
}

extension PrivateSide {
    /// The reverse zone of the private network, in whole octets (RFC 1035 §3.5): of a /24 it is three. One that is
    /// wider than the network does no harm: nothing else of it is asked from inside.
    var reverseZone: DomainName {
        let octets = [address.octets.0, address.octets.1, address.octets.2].prefix(max(1, min(3, prefixLength / 8)))
        let labels = octets.reversed().map { Array("\($0)".utf8) } + [Array("in-addr".utf8), Array("arpa".utf8)]
        return DomainName(labels: labels) ?? .root
    }
}
