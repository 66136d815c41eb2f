internal import GuestFiles

/// `check`: what differs from the state. Changes nothing.
enum Check {
    static func run(_ arguments: Arguments) throws(AgentProblem) -> (report: Report, differs: Bool) {
        let obedience = try Obedience(arguments)
        var report = Report(notes: obedience.notes, nothing: "everything is as the state says")
        for change in try obedience.changes {
            report.changes.append((change.target.path, change.current == nil ? "missing" : "different"))
        }
        if let journal = try JournalFolder.load(in: obedience.root) {
            report.changes += obedience.leftOver(journal).map { ($0.path, "left over") }
            report.notes += journal.untold.map { "\($0.rawValue) has not been told yet: run apply" }
        }
        return (report, !report.changes.isEmpty)
    }
}
