/// `undo`: puts back what was before the first `apply`, to the octet.
enum Undo {
    static func run(_ arguments: Arguments) throws(AgentProblem) -> Report {
        let root = try Root(arguments.root)
        var report = Report(nothing: "nothing to undo")
        guard root.exists(JournalFolder.path) else { return report }
        let folder = try JournalFolder(in: root)
        guard var journal = try folder.load() else {
            // An agent that was killed when it had put everything back, or before it changed anything.
            folder.remove(Journal())
            return report
        }
        report.nothing = "everything is already what it was"
        if !arguments.forces {
            var foreign: [String] = []
            for entry in journal.entries {
                if case .foreign = try folder.outcome(for: entry) { foreign.append(root.path(entry.path)) }
            }
            guard foreign.isEmpty else { throw .changedSince(foreign) }
        }
        if root.isThisMachine {
            for manager in journal.entries.compactMap({ Manager(path: $0.path) }) { journal.add(manager) }
            try folder.save(journal)
        }
        for entry in journal.entries.reversed() {
            try FileImage.sweep(root.path(entry.path))
            if let word = try folder.putBack(entry, force: arguments.forces) {
                report.changes.append((entry.path, word))
            }
        }
        try folder.tell(&journal, arguments, [], &report)
        for made in journal.folders.reversed() { Folders.removeEmpty(made, in: root) }
        folder.remove(journal)
        return report
    }
}
