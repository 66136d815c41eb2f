internal import GuestFiles

extension JournalFolder {
    /// Tells the managers that have files of which they do not know, and forgets that they had to be told.
    func tell(
        _ journal: inout Journal, _ arguments: Arguments, _ paths: [String],
        _ report: inout Report
    ) throws(AgentProblem) {
        guard root.isThisMachine, arguments.restarts, !journal.untold.isEmpty else { return }
        let known = [NetworkManagerProfiles.privateID, NetworkManagerProfiles.publicID]
        let profiles = known.filter { id in paths.contains { $0.hasSuffix("/\(id).nmconnection") } }
        for manager in journal.untold {
            report.told += try Services.tell(manager, profiles: profiles)
        }
        journal.untold = []
        try save(journal)
    }
}
