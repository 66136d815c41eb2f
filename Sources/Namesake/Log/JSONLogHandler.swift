internal import Foundation
internal import Logging
internal import Registry

/// Writes each line of the log as one JSON object: `time`, `level`, `message`, and what the line is about beside them.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let about = metadata.merging(event.metadata ?? [:]) { $1 }
        guard let line = Self.line(event.level, "\(event.message)", about, at: Date()) else { return }
        // One write a line, so that two threads' lines do not mix.
        try? FileHandle.standardError.write(contentsOf: line)
    }

    /// - Returns: with its line break.
    static func line(_ level: Logger.Level, _ message: String, _ about: Logger.Metadata, at time: Date) -> Data? {
        var fields = about.mapValues { "\($0)" }
        fields["time"] = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        fields["level"] = level.rawValue
        fields["message"] = message
        return (try? RegistryJSON.encode(fields)).map { $0 + Data([UInt8(ascii: "\n")]) }
    }
}
