package import Registry

/// A file for `Include` in `~/.ssh/config` (ssh_config(5)): one `Host` for each machine.
///
/// `HostKeyAlias` makes all clones of a machine share one line of `known_hosts`, because they share one host key; the
/// address is not checked, because it changes.
package enum SSHConfiguration {
    package static func text(for kits: [EnvironmentKit], _ options: KitOptions = KitOptions()) -> String {
        var lines = ["# Written by `namesake export`. To use it: Include FILE, at the top of ~/.ssh/config"]
        for machine in kits.flatMap(\.reachableMachines) {
            lines += [
                "", "Host \(machine.readableName)", "    HostName \(machine.public.fqdn)",
                "    HostKeyAlias \(machine.hostKeyAlias)", "    CheckHostIP no",
            ]
            if let user = options.user { lines.append("    User \(argument(user.description))") }
            if let port = options.port { lines.append("    Port \(port)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// An argument as ssh_config(5) reads it: between quotation marks, with a backslash before those and itself.
    static func argument(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0.isLetterOrDigit || "._@+-".utf8.contains($0) }
        guard !isPlain else { return text }
        return "\"" + text.escaping("\\\"") + "\""
    }
}
