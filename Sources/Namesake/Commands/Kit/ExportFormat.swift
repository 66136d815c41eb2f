internal import ArgumentParser
internal import Kits
internal import Registry

/// What `namesake export` writes.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    case sshConfig = "ssh-config"
    case ansible, hosts, rdp, dotenv
    case prometheusSD = "prometheus-sd"
    case json

    /// Whether it says something of one environment only.
    var isOfOneEnvironment: Bool { self == .dotenv || self == .json }

    var saysUser: Bool { [.sshConfig, .ansible, .rdp].contains(self) }

    var saysPort: Bool { saysUser || self == .prometheusSD }

    /// Whether the text is JSON already.
    var isJSON: Bool { [.ansible, .prometheusSD, .json].contains(self) }

    /// One text, or for `rdp` a file for each machine.
    func content(for kits: [EnvironmentKit], _ options: KitOptions) throws -> Content {
        switch self {
        case .sshConfig: .text(SSHConfiguration.text(for: kits, options))
        case .ansible: .text(try AnsibleInventory(kits, options).text)
        case .hosts: .text(DesktopHosts.text(for: kits))
        case .rdp: .files(RemoteDesktopFiles.files(for: kits, options))
        case .dotenv: .text(kits.map { VariableText.dotenv(IdentityVariables($0)) }.joined())
        case .prometheusSD: .text(try PrometheusTargets(kits, options).text)
        case .json: .text(try kits.map { try EnvironmentDocument($0).text }.joined())
        }
    }

    enum Content {
        case text(String)
        case files([KitFile])
    }
}
