internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether the registry and the zone files are fit to serve.",
        discussion: "Example:\n  namesake check --registry /var/lib/namesake/lab.sqlite")

    private struct Report: Encodable {
        let fit: Bool
        let registry: CheckAnswer
        let zones: [ZoneReport]
    }

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("The folder of zone files.", valueName: "dir"), completion: .directory)
    var zones: String?

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let answer = try await VerbRunner(path: try await global.resolvedRegistryPath()).perform(CheckRegistry())
            let configured = try await SettingsReader(configPath: nil).settings().dnsZones
            let reports = try ZoneFolder(configured: zones ?? configured)?.files().map(ZoneReport.init(path:)) ?? []
            let report = Report(fit: answer.fit && reports.allSatisfy(\.served), registry: answer, zones: reports)
            if global.printsJSON {
                Output.write(String(decoding: try RegistryJSON.encode(report), as: UTF8.self))
            } else {
                Output.write(Self.text(for: answer, reports))
            }
            guard report.fit else { throw ExitCode(1) }
        }
    }

    private static func text(for answer: CheckAnswer, _ zones: [ZoneReport]) -> String {
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
        return lines.joined(separator: "\n")
    }
}
