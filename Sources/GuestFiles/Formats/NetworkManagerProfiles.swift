internal import Addresses

/// Connection profiles of NetworkManager (nm-settings-keyfile(5)).
///
/// The private one is bound to the private MAC; the public one takes any Ethernet interface but that.
package enum NetworkManagerProfiles {
    package static let privateID = "namesake-private"
    package static let publicID = "namesake-public"
    package static let privateName = "\(privateID).nmconnection"
    package static let publicName = "\(publicID).nmconnection"

    /// By file name, for `/etc/NetworkManager/system-connections`.
    package static func files(for state: GuestState) -> [(path: String, text: String)] {
        var files = [(path: privateName, text: privateProfile(for: state))]
        if let side = state.public { files.append((path: publicName, text: publicProfile(for: state, side))) }
        return files
    }

    private static func privateProfile(for state: GuestState) -> String {
        var ipv4 = [
            "[ipv4]",
            "method=manual",
            "address1=\(state.private.addressAndPrefix)",
            "never-default=true",
        ]
        if let resolution = state.resolution {
            ipv4.append("dns=\(list(resolution.servers))")
            ipv4.append("dns-search=\(list(resolution.domains))")
            // Lower is asked first; below zero nobody else is asked.
            ipv4.append("dns-priority=\(resolution.asksOutside ? 10 : -100)")
        }
        return text([
            [Heading.comment(for: state)] + connection(privateID, uuid: 1, of: state, isPrivate: true),
            ["[ethernet]", "mac-address=\(state.private.mac.withColons.uppercased())"],
            ipv4,
            ["[ipv6]", "method=link-local"],
        ])
    }

    private static func publicProfile(for state: GuestState, _ side: PublicSide) -> String {
        var ipv4 = [
            "[ipv4]",
            "method=auto",
            // Every clone has the same machine-id, so a client identifier made of it would be the same as well.
            "dhcp-client-id=mac",
            // R54.
            "dhcp-send-hostname=false",
        ]
        if state.resolution?.asksOutside == false { ipv4.append("ignore-auto-dns=true") }
        return text([
            [Heading.comment(for: state)] + connection(publicID, uuid: 2, of: state, isPrivate: false),
            ["[match]", "interface-name=\(list(side.interfaces))"],
            [
                "[ethernet]", "cloned-mac-address=preserve",
                "mac-address-blacklist=\(list([state.private.mac.withColons.uppercased()]))",
            ],
            ipv4,
            ["[ipv6]", "method=link-local"],
            ["[hostname]", "from-dhcp=0", "from-dns-lookup=0"],
        ])
    }

    private static func connection(
        _ id: String, uuid number: Int, of state: GuestState, isPrivate: Bool
    ) -> [String] {
        let lines = ["[connection]", "id=\(id)", "uuid=\(uuid(number, of: state))", "type=ethernet"]
        // Where both fit, the private one wins. R53: outside, no name is announced or answered for.
        return lines + (isPrivate ? ["autoconnect-priority=100", "llmnr=2"] : ["llmnr=0", "mdns=0"])
    }

    /// A UUID of free form (version 8, RFC 9562 §5.8) that is the same in every clone, because the private MAC is.
    private static func uuid(_ number: Int, of state: GuestState) -> String {
        let mac = state.private.mac.withColons.split(separator: ":").joined()
        return "6e616d65-7361-8b65-800\(number)-\(mac)"
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String {
        items.map { "\($0);" }.joined()
    }

    private static func text(_ sections: [[String]]) -> String {
        sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}
