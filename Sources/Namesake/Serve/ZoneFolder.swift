internal import Foundation

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
}
