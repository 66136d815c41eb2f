internal import GuestFiles

/// `apply`: makes the guest what the state says, and remembers what it was.
///
/// Killed between any two steps, it leaves every file whole, the old one or the new one, and a journal that knows of all
/// of them: the next `apply` goes on, and `undo` puts everything back.
enum Apply {
    static func run(_ arguments: Arguments) throws(AgentProblem) -> Report {
        let obedience = try Obedience(arguments)
        let root = obedience.root
        var report = Report(notes: obedience.notes, nothing: "nothing to change: everything is as the state says")
        let changes = try obedience.changes
        if changes.isEmpty, try JournalFolder.load(in: root) == nil { return report }

        let folder = try JournalFolder(in: root)
        var journal = try folder.load() ?? Journal(folders: folder.made)
        let leftOver = obedience.leftOver(journal)
        if !(changes.isEmpty && leftOver.isEmpty) {
            try announce(changes, leftOver, in: &journal, folder)
            for made in journal.folders where !root.exists(made) { try Folders.make(made, in: root) }
            for change in changes {
                let path = root.path(change.target.path)
                try change.wanted.put(at: path, like: path)
                report.changes.append((change.target.path, change.word))
            }
            try drop(leftOver, from: &journal, folder, &report)
            try folder.save(journal)
        }
        try folder.tell(&journal, arguments, obedience.targets.map(\.path), &report)
        return report
    }

    /// Writes down what is about to be changed.
    private static func announce(
        _ changes: [Change], _ leftOver: [Journal.Entry], in journal: inout Journal, _ folder: JournalFolder
    ) throws(AgentProblem) {
        let root = folder.root
        for change in changes {
            let path = change.target.path
            if let manager = Manager(path: path), root.isThisMachine { journal.add(manager) }
            for missing in Folders.missing(for: path, in: root) where !journal.folders.contains(missing) {
                journal.folders.append(missing)
            }
            var written: [String] = []
            if case .text = change.target.content { written.append(change.wanted.fingerprint) }
            if let index = journal.entries.firstIndex(where: { $0.path == path }) {
                let fresh = written.filter { !journal.entries[index].written.contains($0) }
                journal.entries[index].written += fresh
            } else {
                let before = try folder.keep(change.current, of: change.target)
                journal.entries.append(Journal.Entry(path: path, before: before, written: written))
            }
        }
        for entry in leftOver {
            if let manager = Manager(path: entry.path), root.isThisMachine { journal.add(manager) }
        }
        try folder.save(journal)
    }

    private static func drop(
        _ leftOver: [Journal.Entry], from journal: inout Journal, _ folder: JournalFolder,
        _ report: inout Report
    ) throws(AgentProblem) {
        for entry in leftOver {
            if case .foreign = try folder.outcome(for: entry) {
                report.notes.append("\(entry.path) is left as it is: somebody has changed it since")
                continue
            }
            if let word = try folder.putBack(entry, force: false) { report.changes.append((entry.path, word)) }
            journal.entries.removeAll { $0.path == entry.path }
        }
    }
}
