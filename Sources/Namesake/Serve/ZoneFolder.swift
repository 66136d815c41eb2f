internal import Addresses
internal import Foundation
internal import Logging
internal import NameServer

/// The folder whose `*.zone` files are served.
struct ZoneFolder {
    static let standardPath = "./Zones"

    let path: String

    /// - Parameter configured: must exist if it is given; else `./Zones` is used where it exists.
    /// - Returns: `nil` where there is no folder and none was asked for.
    init?(configured: String?) throws(SettingsError) {
        let path = configured ?? Self.standardPath
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            guard configured == nil else {
                throw SettingsError(place: "dns.zones", problem: "there is no folder \(path)")
            }
            return nil
        }
        self.path = path
    }

    /// The zone files, sorted by name.
    func files() throws(SettingsError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(".zone") && !$0.hasPrefix(".") }.sorted().map { "\(path)/\($0)" }
        } catch {
            throw SettingsError(place: "dns.zones", problem: "\(path) cannot be listed: \(error.localizedDescription)")
        }
    }

    /// Reads every file; one that is broken is named in the log and left out, and the others are served.
    func load(log: Logger) throws(SettingsError) -> [ZoneFileContent] {
        var loaded: [ZoneFileContent] = []
        for path in try files() {
            do throws(ZoneFlaws) {
                let file = try ZoneFile(path: path)
                // Checked here against itself, so that what is broken is told once and at once.
                let zone = try Zone(records: file.records, hashKey: .random())
                for warning in zone.warnings { log.warning("\(warning)") }
                loaded.append(ZoneFileContent(path: path, origin: zone.origin, records: file.records))
                log.info("zone loaded", metadata: ["zone": "\(zone.origin)", "records": "\(zone.recordCount)"])
            } catch {
                for flaw in error.flaws { log.error("\(flaw)") }
                log.error("zone not served", metadata: ["file": "\(path)"])
            }
        }
        return loaded
    }
}
