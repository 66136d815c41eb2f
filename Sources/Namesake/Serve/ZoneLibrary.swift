internal import Addresses
internal import Logging
internal import NameServer

/// The zone files as they were last read, and what must be read again.
///
/// A file that was changed into something broken keeps what it said before; one that was removed is dropped.
struct ZoneLibrary {
    private struct Entry {
        /// What the file said when it was last without an error; `nil`: never.
        var content: ZoneFileContent?
        /// The file and what it includes, as they were just before they were read.
        var stamps: [String: FileStamp?]
    }

    private let log: Logger
    private var entries: [String: Entry] = [:]
    /// What differed at the last look. Only what looks the same twice is acted upon, so that a file which somebody is
    /// still writing is not read half.
    private var unsettled: [String: [String: FileStamp?]] = [:]

    init(log: Logger) {
        self.log = log
    }

    /// What is to be served, in the order of the files' names.
    var contents: [ZoneFileContent] {
        entries.values.compactMap(\.content).sorted { $0.path < $1.path }
    }

    /// Reads every file, whether it has changed or not.
    mutating func readAll(_ paths: [String]) {
        unsettled = [:]
        for path in entries.keys where !paths.contains(path) { drop(path) }
        for path in paths { read(path) }
    }

    /// Reads what has changed and is not changing any more.
    ///
    /// - Returns: whether `contents` may be others now.
    mutating func readChanged(_ paths: [String]) -> Bool {
        var different: [String: [String: FileStamp?]] = [:]
        for path in Set(paths).union(entries.keys) {
            let watched = entries[path].map { Array($0.stamps.keys) } ?? [path]
            let stamps = Self.stamps(of: watched)
            if entries[path]?.stamps != stamps { different[path] = stamps }
        }
        let settled = different.filter { unsettled[$0.key] == $0.value }.keys.sorted()
        unsettled = different
        for path in settled {
            unsettled[path] = nil
            if paths.contains(path) { read(path) } else { drop(path) }
        }
        return !settled.isEmpty
    }

    private mutating func read(_ path: String) {
        let files = RecordingZoneFiles()
        let before = Self.stamps(of: entries[path].map { Array($0.stamps.keys) } ?? [path])
        var entry = Entry(content: entries[path]?.content, stamps: [:])
        do throws(ZoneFlaws) {
            let file = try ZoneFile(path: path, files: files)
            // Checked here against itself, so that what is broken is told once and at once.
            let zone = try Zone(records: file.records, hashKey: .random())
            for warning in zone.warnings { log.warning("\(warning)") }
            entry.content = ZoneFileContent(path: path, origin: zone.origin, records: file.records)
            log.info("zone loaded", metadata: ["zone": "\(zone.origin)", "records": "\(zone.recordCount)"])
            warnOfTwin(path, zone.origin)
        } catch {
            for flaw in error.flaws { log.error("\(flaw)") }
            if let content = entry.content {
                log.error(
                    "zone keeps what its file said before", metadata: ["zone": "\(content.origin)", "file": "\(path)"])
            } else {
                log.error("zone not served", metadata: ["file": "\(path)"])
            }
        }
        // A file that changed while it was read must look changed the next time, so the older stamp counts.
        entry.stamps = Self.stamps(of: files.paths).merging(before.filter { files.paths.contains($0.key) }) { $1 }
        entries[path] = entry
    }

    /// Of two files about one zone the first is served, by their names.
    private func warnOfTwin(_ path: String, _ origin: DomainName) {
        for (other, entry) in entries where other != path && entry.content?.origin == origin {
            let (served, ignored) = other < path ? (other, path) : (path, other)
            log.warning(
                "two files are about one zone: one of them is not served",
                metadata: ["zone": "\(origin)", "served": "\(served)", "ignored": "\(ignored)"])
        }
    }

    private mutating func drop(_ path: String) {
        guard let content = entries.removeValue(forKey: path)?.content else { return }
        log.info("zone dropped with its file", metadata: ["zone": "\(content.origin)", "file": "\(path)"])
    }

    private static func stamps(of paths: [String]) -> [String: FileStamp?] {
        Dictionary(paths.map { ($0, FileStamp(path: $0)) }) { first, _ in first }
    }
}
