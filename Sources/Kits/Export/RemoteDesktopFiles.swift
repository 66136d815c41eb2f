package import Registry

/// A file of a kit.
package struct KitFile: Hashable, Sendable {
    package let name: String
    package let octets: [UInt8]

    package init(name: String, octets: [UInt8]) {
        self.name = name
        self.octets = octets
    }
}

/// One `.rdp` file for each machine: a line is `name:type:value`, the value is the rest of the line, lines end in CR LF.
package enum RemoteDesktopFiles {
    package static func files(for kits: [EnvironmentKit], _ options: KitOptions = KitOptions()) -> [KitFile] {
        kits.flatMap(\.reachableMachines).map { machine in
            var lines = [
                "full address:s:\(machine.public.fqdn)", "alternate full address:s:\(machine.public.fqdn)",
                "prompt for credentials:i:1",
            ]
            if let port = options.port { lines.append("server port:i:\(port)") }
            if let user = options.user { lines.append("username:s:\(user)") }
            let text = lines.map { $0 + "\r\n" }.joined()
            return KitFile(name: "\(machine.readableName).rdp", octets: octets(of: text))
        }
    }

    /// ASCII as it is; anything else as the Windows client saves it, UTF-16 with a byte order mark.
    private static func octets(of text: String) -> [UInt8] {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return Array(text.utf8) }
        return [0xFF, 0xFE]
            + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
}
