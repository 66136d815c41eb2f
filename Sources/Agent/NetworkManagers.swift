internal import GuestFiles

/// The two programs that configure networks on Linux guests of today.
enum Manager: String, CaseIterable {
    case networkManager = "NetworkManager"
    case networkd = "systemd-networkd"

    /// Where its files go.
    var folder: String {
        switch self {
        case .networkd: "/etc/systemd/network"
        case .networkManager: "/etc/NetworkManager/system-connections"
        }
    }

    func files(for state: GuestState) -> [Target] {
        switch self {
        case .networkd:
            NetworkdUnits.files(for: state).map {
                Target(path: "\(folder)/\($0.path)", content: .text($0.text, mode: 0o644))
            }
        case .networkManager:
            NetworkManagerProfiles.files(for: state).map {
                Target(path: "\(folder)/\($0.path)", content: .text($0.text, mode: 0o600))
            }
        }
    }

    /// Whose file it is.
    init?(path: String) {
        guard let manager = Self.allCases.first(where: { path.hasPrefix($0.folder + "/") }) else { return nil }
        self = manager
    }

    private func isInstalled(in root: Root) -> Bool {
        switch self {
        case .networkd: root.exists("/usr/lib/systemd/systemd-networkd") || root.exists("/lib/systemd/systemd-networkd")
        case .networkManager: root.exists("/usr/sbin/NetworkManager") || root.exists("/usr/bin/NetworkManager")
        }
    }

    private func isEnabled(in root: Root) -> Bool {
        root.exists("/etc/systemd/system/multi-user.target.wants/\(rawValue).service")
    }

    /// The one that manages the guest's network: the one that is enabled, else the one that is installed.
    ///
    /// Debian installs systemd-networkd everywhere and enables it seldom, so being there says little.
    static func found(in root: Root) -> Manager? {
        let installed = allCases.filter { $0.isInstalled(in: root) }
        return installed.first { $0.isEnabled(in: root) } ?? installed.first
    }
}
