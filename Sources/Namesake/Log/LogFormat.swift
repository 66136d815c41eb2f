internal import Logging

/// How the server's log is written, to standard error.
enum LogFormat: String, CaseIterable, Sendable {
    /// A line for people, which journald keeps as it is.
    case text
    /// An object a line, for programs.
    case json

    func logger(_ level: Logger.Level) -> Logger {
        var log = Logger(label: "namesake") { label in
            switch self {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        log.logLevel = level
        return log
    }
}
