internal import ArgumentParser
internal import Foundation
internal import NameServer
internal import Registry

/// `namesake zone check`
struct ZoneCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tell whether zone files can be served, with file and line.",
        discussion: "Example:\n  namesake zone check Zones/lab.contoso.com.zone")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("Zone files.", valueName: "file"), completion: .file(extensions: ["zone"]))
    var files: [String]

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let reports = files.map(ZoneReport.init(path:))
            if global.printsJSON {
                Output.write(try RegistryJSON.encode(reports))
            } else {
                Output.write(reports.filter(\.served).map(Self.text).joined(separator: "\n"))
            }
            let broken = reports.filter { !$0.served }
            guard broken.isEmpty else {
                try CommandFailure.report(
                    code: "zone", sentence: broken.flatMap(\.lines).joined(separator: "\n"), asJSON: global.printsJSON)
            }
        }
    }

    private static func text(for report: ZoneReport) -> String {
        let summary =
            "\(report.file): zone \(report.name), serial \(report.serial ?? 0), \(report.records ?? 0) records"
        return ([summary] + report.lines).joined(separator: "\n")
    }
}
