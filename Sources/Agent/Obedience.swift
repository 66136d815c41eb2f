internal import Glibc
internal import GuestFiles

/// What the state asks of this guest.
struct Obedience {
    let root: Root
    let targets: [Target]
    private let manager: Manager?
    private let chosen: Bool

    init(_ arguments: Arguments) throws(AgentProblem) {
        root = try Root(arguments.root)
        guard let file = try FileImage.read(arguments.statePath, follows: true) else {
            throw .system(action: "read", path: arguments.statePath, code: ENOENT)
        }
        let state: GuestState
        do {
            state = try GuestState(reading: file.octets)
        } catch {
            throw .state(path: arguments.statePath, error)
        }
        chosen = arguments.manager != nil
        manager =
            switch arguments.manager {
            case .networkd: .networkd
            case .networkmanager: .networkManager
            case .neither: nil
            case nil: Manager.found(in: root)
            }
        targets = Target.all(for: state, by: manager)
    }

    var changes: [Change] {
        get throws(AgentProblem) {
            var changes: [Change] = []
            for target in targets {
                if let change = try target.change(in: root) { changes.append(change) }
            }
            return changes
        }
    }

    /// Files of an earlier state that this one does not have.
    func leftOver(_ journal: Journal) -> [Journal.Entry] {
        journal.entries.filter { entry in !targets.contains { $0.path == entry.path } }
    }

    var notes: [String] {
        manager == nil && !chosen
            ? ["there is neither systemd-networkd nor NetworkManager here: only the hosts file is kept"] : []
    }
}
