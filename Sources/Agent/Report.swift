internal import GuestFiles

/// What was done or found, for people and for programs.
struct Report {
    /// A path as the guest sees it, and a word.
    var changes: [(path: String, change: String)] = []
    /// Commands that were run to tell a service.
    var told: [String] = []
    var notes: [String] = []
    /// What is said if nothing else is.
    var nothing: String

    var text: String {
        let lines = changes.map { "\($0.change) \($0.path)" } + told.map { "ran \($0)" } + notes
        return (changes.isEmpty && told.isEmpty ? [nothing] + notes : lines).joined(separator: "\n") + "\n"
    }

    var json: String {
        JSONText.line([
            (
                "changes",
                JSONText.line(
                    changes.map {
                        JSONText.line([("path", JSONText.quoted($0.path)), ("change", JSONText.quoted($0.change))])
                    })
            ),
            ("ran", JSONText.line(told.map(JSONText.quoted))),
            ("notes", JSONText.line(notes.map(JSONText.quoted))),
        ]) + "\n"
    }
}
