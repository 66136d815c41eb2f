internal import Addresses

/// The seed of cloud-init's NoCloud data source: what goes on a disk that is labelled `cidata`.
///
/// Its instance id is the same in every clone. For cloud-init a new id is a new machine, with new host keys and a new
/// name; a clone must be the old one.
package enum CloudInitFiles {
    package static func files(for state: GuestState) -> [GuestFile] {
        [
            GuestFile("cloud-init/meta-data", metaData(for: state), purpose: "cloud-init, data source NoCloud"),
            GuestFile("cloud-init/user-data", userData(for: state), purpose: "cloud-init, data source NoCloud"),
            GuestFile(
                "cloud-init/network-config", networkConfig(for: state), purpose: "cloud-init, data source NoCloud"),
        ]
    }

    private static func metaData(for state: GuestState) -> String {
        """
        \(Heading.comment(for: state))
        instance-id: namesake-\(state.private.mac.withColons.split(separator: ":").joined())
        local-hostname: \(quoted(state.machine.text))

        """
    }

    private static func userData(for state: GuestState) -> String {
        var lines = [
            "#cloud-config",
            Heading.comment(for: state),
            "hostname: \(quoted(state.machine.text))",
            "fqdn: \(quoted("\(state.machine).\(state.domain)"))",
            "preserve_hostname: false",
            // cloud-init would write the whole file again at every start.
            "manage_etc_hosts: false",
        ]
        if !state.hosts.isEmpty {
            lines += [
                "write_files:",
                "  - path: /etc/hosts",
                "    append: true",
                "    content: |",
            ]
            lines += HostsBlock.text(of: state.hosts).split(separator: "\n").map { "      \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func networkConfig(for state: GuestState) -> String {
        var lines = [
            Heading.comment(for: state),
            "version: 2",
            "ethernets:",
            // The names matter: whoever makes files of these sorts them, and the first that matches wins.
            "  private:",
            "    match: {macaddress: \(quoted(state.private.mac.withColons))}",
            "    set-name: private",
            "    optional: true",
            "    dhcp4: false",
            "    dhcp6: false",
            "    accept-ra: false",
            "    addresses: [\(quoted(state.private.addressAndPrefix))]",
        ]
        if let resolution = state.resolution {
            lines.append("    nameservers:")
            lines.append("      addresses: [\(resolution.servers.map(\.description).joined(separator: ", "))]")
            // Where everything is asked inside, nobody else is there to be asked.
            if resolution.asksOutside {
                lines.append("      search: [\(resolution.domains.map(quoted).joined(separator: ", "))]")
            }
        }
        let patterns = state.public.map { Self.patterns(of: $0) } ?? []
        for (index, pattern) in patterns.enumerated() {
            let name = pattern.isName ? pattern.description : index == 0 ? "public" : "public\(index + 1)"
            lines += [
                "  \(name):",
                "    match: {name: \(quoted(pattern.description))}",
                "    optional: true",
                "    dhcp4: true",
                "    dhcp6: false",
                "    dhcp-identifier: mac",
                "    dhcp4-overrides:",
                "      send-hostname: false",
                "      use-hostname: false",
                "      use-domains: false",
            ]
            if state.resolution?.asksOutside == false { lines.append("      use-dns: false") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A match has room for one pattern, so several are what they begin with: `en*` and `eth*` are `e*`. The private
    /// interface is excepted by the name that it is given.
    private static func patterns(of side: PublicSide) -> [InterfacePattern] {
        guard let first = side.interfaces.first, side.interfaces.count > 1 else { return side.interfaces }
        var common = first.description.prefix { $0 != "*" && $0 != "?" }
        for pattern in side.interfaces {
            while !pattern.description.hasPrefix(common) { common = common.dropLast() }
        }
        guard !common.isEmpty, let one = InterfacePattern(common + "*") else { return side.interfaces }
        return [one]
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
