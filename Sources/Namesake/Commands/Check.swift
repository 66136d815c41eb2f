internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether the registry and the zone files are fit to serve, and what may lead to a conflict.",
        discussion: """
            Warnings do not change the exit status: MAC pools that break a rule, private MACs that a hypervisor gives out, \
            machines of clones that are no clones any more, private blocks that this host reaches elsewhere.

            Example:
              namesake check --registry /var/lib/namesake/lab.sqlite
            """)

    private struct Report: Encodable {
        let fit: Bool
        let registry: RegistryReport
        let zones: [ZoneReport]
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

        static func all(of answer: CheckAnswer) -> [Warning] {
            answer.findings.map { Warning(code: $0.code, message: $0.sentence) }
                + RouteOverlap.all(of: answer.privateBlocks).map {
                    Warning(code: RouteOverlap.code, message: $0.sentence)
                }
        }
    }

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("The folder of zone files.", valueName: "dir"), completion: .directory)
    var zones: String?

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let answer = try await VerbRunner(path: try await global.resolvedRegistryPath()).perform(CheckRegistry())
            let configured = try await SettingsReader(configPath: nil).settings().dnsZones
            let reports = try ZoneFolder(configured: zones ?? configured)?.files().map(ZoneReport.init(path:)) ?? []
            let warnings = Warning.all(of: answer)
            let report = Report(
                fit: answer.fit && reports.allSatisfy(\.served), registry: RegistryReport(answer), zones: reports,
                warnings: warnings)
            if global.printsJSON {
                Output.write(String(decoding: try RegistryJSON.encode(report), as: UTF8.self))
            } else {
                Output.write(Self.text(for: answer, reports, warnings))
            }
            guard report.fit else { throw ExitCode(1) }
        }
    }

    private static func text(for answer: CheckAnswer, _ zones: [ZoneReport], _ warnings: [Warning]) -> String {
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
        lines += warnings.map { "warning: \($0.message)" }
        return lines.joined(separator: "\n")
    }
}
