internal import Addresses

/// Units of systemd-networkd (systemd.network(5)). They are named so that the private one is matched first.
///
/// The private interface is matched by its MAC, which is the same in every clone. The public one is whatever other
/// Ethernet interface there is: its MAC is another in every clone, and is changed after a restore.
package enum NetworkdUnits {
    package static let privateName = "10-namesake-private.network"
    package static let publicName = "20-namesake-public.network"

    /// By file name, for `/etc/systemd/network`.
    package static func files(for state: GuestState) -> [(path: String, text: String)] {
        var files = [(privateName, privateUnit(for: state))]
        if let side = state.public { files.append((publicName, publicUnit(for: state, side))) }
        return files.map { (path: $0.0, text: $0.1) }
    }

    private static func privateUnit(for state: GuestState) -> String {
        var lines = [
            Heading.comment(for: state),
            "[Match]",
            "MACAddress=\(state.private.mac.withColons)",
            "",
            "[Link]",
            "RequiredForOnline=no",
            "",
            "[Network]",
            "Address=\(state.private.addressAndPrefix)",
            "IPv6AcceptRA=no",
            // R41: what NetBIOS does for Windows inside.
            "LLMNR=yes",
        ]
        if let resolution = state.resolution {
            lines += resolution.servers.map { "DNS=\($0)" }
            lines.append("Domains=\(resolution.domains.joined(separator: " "))")
            lines.append("DNSDefaultRoute=\(resolution.asksOutside ? "no" : "yes")")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func publicUnit(for state: GuestState, _ side: PublicSide) -> String {
        var dhcp = [
            "",
            "[DHCPv4]",
            // Every clone has the same machine-id, so a client identifier made of it would be the same as well.
            "ClientIdentifier=mac",
            // R54: the guest's own name is nobody's business outside; every clone has it.
            "SendHostname=no",
            "UseHostname=no",
            "UseDomains=no",
        ]
        if state.resolution?.asksOutside == false { dhcp.append("UseDNS=no") }
        let lines =
            [
                Heading.comment(for: state),
                "[Match]",
                "Name=\(side.interfaces.map(\.description).joined(separator: " "))",
                "",
                "[Network]",
                "DHCP=ipv4",
                // R53: no name is announced here, because every clone has the same one.
                "LLMNR=no",
                "MulticastDNS=no",
            ] + dhcp
        return lines.joined(separator: "\n") + "\n"
    }
}
