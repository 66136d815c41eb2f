internal import ArgumentParser
internal import Foundation
internal import Registry

/// `namesake zone list`
struct ZoneList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the zone files that `serve` would read.",
        discussion: "Example:\n  namesake zone list --zones Zones")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("The folder of zone files.", valueName: "dir"), completion: .directory)
    var zones: String?

    func run() async throws {
        try await CommandFailure.reporting(asJSON: global.printsJSON) {
            let configured = try SettingsReader(configPath: nil).settings().dnsZones
            let folder = try ZoneFolder(configured: zones ?? configured)
            let reports = try folder?.files().map(ZoneReport.init(path:)) ?? []
            if global.printsJSON {
                Output.write(try RegistryJSON.encode(reports))
            } else if reports.isEmpty {
                Output.write("no zone files in \(folder?.path ?? ZoneFolder.standardPath)")
            } else {
                var table = TextTable(["name", "serial", "records", "file", "problems"])
                for report in reports {
                    table.append([
                        report.name, report.serial.map(String.init), report.records.map(String.init), report.file,
                        "\(report.problems.count)",
                    ])
                }
                Output.write(table.text)
            }
        }
    }
}
