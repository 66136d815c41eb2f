internal import Glibc
internal import GuestFiles

/// The command `namesake-agent`: makes a Linux guest obey its file of desired state.
///
/// It needs nothing but that file: no server, no network, no library. So it runs in any guest, and before there is a
/// network.
@main
enum Agent {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        // What it makes is for everybody to read, unless it says otherwise.
        umask(0o022)
        do throws(AgentProblem) {
            guard let arguments = try Arguments.parse(words) else {
                write(Arguments.help + "\n", to: STDOUT_FILENO)
                exit(0)
            }
            let (report, differs) = try run(arguments)
            write(arguments.printsJSON ? report.json : report.text, to: STDOUT_FILENO)
            exit(differs ? 1 : 0)
        } catch {
            write("namesake-agent: \(error.sentence)\n", to: STDERR_FILENO)
            if case .usage = error { exit(64) }
            if words.contains("--json") {
                let content = JSONText.line([
                    ("code", JSONText.quoted(error.code)), ("message", JSONText.quoted(error.sentence)),
                ])
                write(JSONText.line([("error", content)]) + "\n", to: STDERR_FILENO)
            }
            exit(1)
        }
    }

    private static func run(_ arguments: Arguments) throws(AgentProblem) -> (report: Report, differs: Bool) {
        switch arguments.verb {
        case .apply: (try Apply.run(arguments), false)
        case .check: try Check.run(arguments)
        case .undo: (try Undo.run(arguments), false)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
