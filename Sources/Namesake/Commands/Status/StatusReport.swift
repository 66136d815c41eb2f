internal import Registry

/// What `status` says.
struct StatusReport: Encodable {
    let registry: String
    @ExplicitNull private(set) var server: ServerStatus?
    let figures: RegistryFigures
    /// What somebody should look at, a sentence each; empty: all is well.
    let warnings: [String]

    /// From which part on a pool is nearly used up.
    private static let nearlyUsedUp = 0.9

    init(registry: String, server: ServerStatus?, figures: RegistryFigures) {
        self.registry = registry
        self.figures = figures
        warnings = Self.warnings(server) + figures.networks.flatMap(Self.warnings) + Self.warnings(figures)
        self.server = server
    }

    private static func warnings(_ server: ServerStatus?) -> [String] {
        guard let server else { return ["no server answers for this registry: start `namesake serve`"] }
        var warnings: [String] = []
        if server.isFailing { warnings.append("the registry cannot be written: the server's log says why") }
        if !server.losses.isEmpty {
            let kinds = server.losses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            warnings.append("DHCP requests that should have had a reply had none: \(kinds.joined(separator: ", "))")
        }
        return warnings
    }

    private static func warnings(_ network: RegistryFigures.Network) -> [String] {
        [
            (
                "addresses", network.addresses,
                "give it a larger one with `namesake network set \(network.name) --range`"
            ),
            ("guest addresses", network.guestAddresses, "give it a larger one with --guest-range"),
            ("MACs", network.macs, "give it another pool with --mac-pool"),
        ].compactMap { kind, use, advice in
            guard let use, use.total > 0, Double(use.total - use.free) >= nearlyUsedUp * Double(use.total) else {
                return nil
            }
            return "network \(network.name) has \(use.free) of \(use.total) \(kind) left: \(advice)"
        }
    }

    private static func warnings(_ figures: RegistryFigures) -> [String] {
        var warnings: [String] = []
        let seen = figures.conflicts.values.reduce(0, +)
        if seen > 0 {
            warnings.append(
                "\(seen) \(seen == 1 ? "conflict was" : "conflicts were") seen in the last hour: "
                    + "`namesake conflicts` names both sides")
        }
        if figures.restores > 0 {
            warnings.append("\(figures.restores) \(figures.restores == 1 ? "restore is" : "restores are") not over")
        }
        return warnings
    }

    var text: String {
        var lines: [String] = []
        if let server {
            lines.append("namesake \(server.version) serves \(registry) since \(server.since)")
            lines.append("names: \(server.dns.joined(separator: " ")), zones from files: \(server.zones)")
            lines.append(
                "leases: " + (server.dhcp.isEmpty ? "none are given" : "on \(server.dhcp.joined(separator: " "))"))
            if let metrics = server.metrics { lines.append("metrics: http://\(metrics)/metrics") }
        } else {
            lines.append("registry \(registry)")
        }
        lines.append(
            "environments: \(figures.environments), machines: \(figures.machines), hosts: \(figures.hosts)")
        if !figures.networks.isEmpty {
            var table = TextTable(["network", "bound", "addresses used", "resting", "free", "macs used", "free"])
            for network in figures.networks {
                table.append([
                    network.name, "\(network.leases["bound"] ?? 0)", "\(network.addresses.used)",
                    "\(network.addresses.resting)", "\(network.addresses.free)", "\(network.macs.used)",
                    "\(network.macs.free)",
                ])
            }
            lines.append(table.text)
        }
        lines += warnings.isEmpty ? ["all is well"] : warnings.map { "warning: \($0)" }
        return lines.joined(separator: "\n")
    }
}
