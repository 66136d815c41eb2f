internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: """
            Tell whether the registry, the zone files and the DHCP interfaces are fit to serve, and what may lead to a \
            conflict.
            """,
        discussion: """
            Warnings do not change the exit status: MAC pools that break a rule, private MACs that a hypervisor gives out, \
            machines of clones that are no clones any more, private blocks that this host reaches elsewhere, DHCP \
            interfaces in no registered network.

            Example:
              namesake check --registry /var/lib/namesake/lab.sqlite --dhcp br-lab
            """)

    private struct Report: Encodable {
        let fit: Bool
        let registry: RegistryReport
        let zones: [ZoneReport]
        let interfaces: [InterfaceReport]
        let warnings: [Warning]
    }

    private struct RegistryReport: Encodable {
        let fit: Bool
        let counts: RegistryCounts
        let damage: [String]
        let badRows: [BadRow]

        init(_ answer: CheckAnswer) {
            fit = answer.fit
            counts = answer.counts
            damage = answer.damage
            badRows = answer.badRows
        }
    }

    private struct Warning: Encodable {
        let code: String
        let message: String

        static func all(of answer: CheckAnswer, _ interfaces: [InterfaceReport]) -> [Warning] {
            answer.findings.map { Warning(code: $0.code, message: $0.sentence) }
                + RouteOverlap.all(of: answer.privateBlocks).map {
                    Warning(code: RouteOverlap.code, message: $0.sentence)
                }
                + interfaces.filter(\.usable).compactMap(\.problem).map {
                    Warning(code: InterfaceReport.code, message: $0)
                }
        }
    }

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("The folder of zone files.", valueName: "dir"), completion: .directory)
    var zones: String?
    @Option(
        name: .customLong("dhcp"),
        help: ArgumentHelp("Where leases are to be given; may be given more than once.", valueName: "interface"))
    var dhcp: [String] = []

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let runner = VerbRunner(path: try await global.resolvedRegistryPath())
            let answer = try await runner.perform(CheckRegistry())
            let settings = try await SettingsReader(configPath: nil).settings()
            let reports =
                try ZoneFolder(configured: zones ?? settings.dnsZones)?.files().map(ZoneReport.init(path:)) ?? []
            let interfaces = try await self.interfaces(dhcp.isEmpty ? settings.dhcpInterfaces : dhcp, runner)
            let warnings = Warning.all(of: answer, interfaces)
            let report = Report(
                fit: answer.fit && reports.allSatisfy(\.served) && interfaces.allSatisfy(\.usable),
                registry: RegistryReport(answer), zones: reports, interfaces: interfaces, warnings: warnings)
            if global.printsJSON {
                Output.write(String(decoding: try RegistryJSON.encode(report), as: UTF8.self))
            } else {
                Output.write(Self.text(for: answer, reports, interfaces, warnings))
            }
            guard report.fit else { throw ExitCode(1) }
        }
    }

    private func interfaces(_ names: [String], _ runner: VerbRunner) async throws -> [InterfaceReport] {
        guard !names.isEmpty else { return [] }
        let networks = try await runner.perform(ListNetworks()).map(\.cidr)
        return names.map { InterfaceReport(named: $0, networks: networks) }
    }

    private static func text(
        for answer: CheckAnswer, _ zones: [ZoneReport], _ interfaces: [InterfaceReport], _ warnings: [Warning]
    ) -> String {
        let counts = answer.counts
        var lines = [
            "\(counts.networks) networks, \(counts.environments) environments, \(counts.machines) machines, "
                + "\(counts.hosts) hosts, "
                + "\(counts.leases) leases, \(counts.snapshots) snapshots, \(counts.events) events"
        ]
        lines += answer.damage.map { "damage: \($0)" }
        lines += answer.badRows.map { "bad row \($0.row) of \($0.table): \($0.reason)" }
        lines.append(answer.fit ? "the registry is fit to serve" : "the registry is not fit to serve")
        for zone in zones {
            lines.append("\(zone.file): \(zone.served ? "fit to serve" : "not fit to serve")")
            lines += zone.lines
        }
        for interface in interfaces {
            lines.append("\(interface.name): \(interface.usable ? "fit to serve" : "not fit to serve")")
            if !interface.usable, let problem = interface.problem { lines.append(problem) }
        }
        lines += warnings.map { "warning: \($0.message)" }
        return lines.joined(separator: "\n")
    }
}
