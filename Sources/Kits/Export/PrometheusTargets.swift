package import Registry

/// What Prometheus reads from a file (`file_sd_configs`) or by HTTP (`http_sd_configs`): an array with one entry for each
/// machine, its target and its labels. A label that would be empty is left out: to Prometheus that is the same.
package struct PrometheusTargets: Encodable {
    /// The node exporter's.
    private static let defaultPort: UInt16 = 9100

    private struct Entry: Encodable {
        let targets: [String]
        let labels: [String: String]
    }

    private let entries: [Entry]

    package init(_ kits: [EnvironmentKit], _ options: KitOptions = KitOptions()) {
        entries = kits.flatMap(\.reachableMachines).map { machine in
            var labels = ["env": machine.environment, "machine": machine.name]
            if !machine.role.isEmpty { labels["role"] = machine.role }
            if let origin = machine.origin {
                labels["clone"] = machine.environment
                labels["origin"] = origin
            }
            return Entry(
                targets: ["\(machine.public.fqdn):\(options.port ?? Self.defaultPort)"], labels: labels)
        }
    }

    package var text: String {
        get throws { try KitJSON.text(of: self) }
    }

    package func encode(to encoder: any Encoder) throws {
        try entries.encode(to: encoder)
    }
}
