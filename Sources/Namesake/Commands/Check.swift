internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import Registry

/// `namesake check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether registry, zone files and host are fit to serve, and what may lead to a conflict.",
        discussion: """
            Warnings do not change the exit status: MAC pools that break a rule, private MACs that a hypervisor gives out, \
            machines of clones that are no clones any more, private blocks that this host reaches elsewhere, DHCP \
            interfaces in no registered network.

            --repair puts right what nobody has to decide: it makes indexes anew, forgets leases that cannot be read, \
            ends what refers to nothing, and closes the registry to strangers. The registry as it was is kept beside it \
            first, as REGISTRY.before-repair. What is left is named.

            Example:
              namesake check --registry /var/lib/namesake/lab.sqlite --dhcp br-lab
            """)

    private struct Report: Encodable {
        let fit: Bool
        let registry: RegistryReport
        let zones: [ZoneReport]
        let interfaces: [InterfaceReport]
        let warnings: [Warning]
        let host: [HostFinding]
        /// What `--repair` has done to the registry, a sentence each.
        let repaired: [String]
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
    @Flag(help: "Put right what nobody has to decide.")
    var repair = false

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let settings = try SettingsReader(configPath: nil).settings()
            let file = RegistryFile(path: try await global.resolvedRegistryPath())
            let runner = VerbRunner(path: file.path)
            var answer = try await runner.perform(CheckRegistry())
            var repaired: [String] = []
            if repair, !answer.fit {
                try await Self.keep(file, runner)
                let repair = try await runner.perform(RepairRegistry())
                repaired = repair.repaired
                answer = repair.check
            }
            let isServed = Owner.current(of: file)?.kind == .serve
            let host =
                FolderCheck(registry: file, isServed: isServed, repairs: repair).findings()
                + HostCheck(settings: settings, isServed: isServed).findings()
            let reports =
                try ZoneFolder(configured: zones ?? settings.dnsZones)?.files().map(ZoneReport.init(path:)) ?? []
            let interfaces = try await self.interfaces(dhcp.isEmpty ? settings.dhcpInterfaces : dhcp, runner)
            let isFit =
                answer.fit && reports.allSatisfy(\.served) && interfaces.allSatisfy(\.usable)
                && !host.contains { $0.severity == .error }
            let report = Report(
                fit: isFit, registry: RegistryReport(answer), zones: reports, interfaces: interfaces,
                warnings: Warning.all(of: answer, interfaces), host: host, repaired: repaired)
            if global.printsJSON {
                Output.write(try RegistryJSON.encode(report))
            } else {
                Output.write(Self.text(for: report))
            }
            guard report.fit else { throw ExitCode(1) }
        }
    }

    private func interfaces(_ names: [String], _ runner: VerbRunner) async throws -> [InterfaceReport] {
        guard !names.isEmpty else { return [] }
        let networks = try await runner.perform(ListNetworks()).map(\.cidr)
        return names.map { InterfaceReport(named: $0, networks: networks) }
    }

    /// The registry as it is, before anything is done to it.
    private static func keep(_ file: RegistryFile, _ runner: VerbRunner) async throws {
        let copy = try await runner.perform(BackupRegistry()).copy
        defer { unlink(copy) }
        try BackupFile(path: file.path + ".before-repair", of: file).place(copy)
    }

    private static func text(for report: Report) -> String {
        let answer = report.registry
        let counts = answer.counts
        var lines = [
            "\(counts.networks) networks, \(counts.environments) environments, \(counts.machines) machines, "
                + "\(counts.hosts) hosts, "
                + "\(counts.leases) leases, \(counts.snapshots) snapshots, \(counts.events) events"
        ]
        lines += report.repaired.map { "repaired: \($0)" }
        lines += answer.damage.map { "damage: \($0)" }
        lines += answer.badRows.map { "bad row \($0.row) of \($0.table): \($0.reason)" }
        lines.append(answer.fit ? "the registry is fit to serve" : "the registry is not fit to serve")
        for zone in report.zones {
            lines.append("\(zone.file): \(zone.served ? "fit to serve" : "not fit to serve")")
            lines += zone.lines
        }
        for interface in report.interfaces {
            lines.append("\(interface.name): \(interface.usable ? "fit to serve" : "not fit to serve")")
            if !interface.usable, let problem = interface.problem { lines.append(problem) }
        }
        lines += report.warnings.map { "warning: \($0.message)" }
        lines += report.host.map(\.line)
        return lines.joined(separator: "\n")
    }
}
