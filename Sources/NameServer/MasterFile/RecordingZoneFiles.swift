/// Zone files on disk, with a note of which were asked for: whoever watches a zone must watch what it includes too.
package final class RecordingZoneFiles: ZoneFileSource {
    /// In the order of asking; also those that could not be read, because they may appear.
    package private(set) var paths: [String] = []
    private let disk = DiskZoneFiles()

    package init() {}

    package func contents(of path: String) throws(ZoneFileUnreadable) -> [UInt8] {
        paths.append(path)
        return try disk.contents(of: path)
    }
}
