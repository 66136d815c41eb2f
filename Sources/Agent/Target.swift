internal import GuestFiles

/// A file that the state wants, and what is to be in it.
struct Target {
    enum Content {
        /// The block of a hosts file; the rest is not ours.
        case hosts([HostsEntry])
        case text(String, mode: UInt32)
    }

    static let hostsPath = "/etc/hosts"

    /// As the guest sees it.
    let path: String
    let content: Content

    static func all(for state: GuestState, by manager: Manager?) -> [Target] {
        [Target(path: hostsPath, content: .hosts(state.hosts))] + (manager?.files(for: state) ?? [])
    }

    /// What the file must become, given what it is; `nil`: there need be none.
    func wanted(over current: FileImage?, in root: Root) throws(AgentProblem) -> FileImage? {
        switch content {
        case .text(let text, let mode):
            return FileImage(octets: Array(text.utf8), mode: mode, owner: Self.own.user, group: Self.own.group)
        case .hosts(let entries):
            let octets: [UInt8]
            do {
                octets = try HostsFile(current?.octets ?? []).with(entries)
            } catch {
                throw .hosts(path: root.path(path), error)
            }
            guard var image = current else {
                return octets.isEmpty
                    ? nil : FileImage(octets: octets, mode: 0o644, owner: Self.own.user, group: Self.own.group)
            }
            image.octets = octets
            return image
        }
    }
}
