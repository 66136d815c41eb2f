/// A file for a guest: where it goes below the folder of the guest's files, and what is in it.
package struct GuestFile: Hashable, Sendable {
    /// Relative, with `/` between folders: `systemd-networkd/10-namesake-private.network`.
    package let path: String
    package let text: String
    /// What it is for, in a few words.
    package let purpose: String
    /// NetworkManager passes over profiles that others can read.
    package let isSecret: Bool

    init(_ path: String, _ text: String, purpose: String, isSecret: Bool = false) {
        self.path = path
        self.text = text
        self.purpose = purpose
        self.isSecret = isSecret
    }
}

/// The files that a guest has, and what else a folder of them can hold.
package enum GuestFileList {
    package static let stateFile = "desired-state.json"

    /// Every path that a folder of guest files can have, whatever machine it is for.
    package static let knownPaths: Set<String> = [
        stateFile, "hosts",
        "systemd-networkd/\(NetworkdUnits.privateName)", "systemd-networkd/\(NetworkdUnits.publicName)",
        "NetworkManager/\(NetworkManagerProfiles.privateName)", "NetworkManager/\(NetworkManagerProfiles.publicName)",
        "cloud-init/meta-data", "cloud-init/user-data", "cloud-init/network-config",
        "windows/namesake.ps1",
    ]

    /// Everything that makes this machine obey, in any of the ways that a guest can be told.
    package static func all(for state: GuestState) -> [GuestFile] {
        var files = [GuestFile(stateFile, state.text, purpose: "what namesake-agent applies")]
        files.append(GuestFile("hosts", HostsBlock.text(of: state.hosts), purpose: "lines for the guest's /etc/hosts"))
        files += NetworkdUnits.files(for: state).map {
            GuestFile("systemd-networkd/\($0.path)", $0.text, purpose: "/etc/systemd/network")
        }
        files += NetworkManagerProfiles.files(for: state).map {
            GuestFile(
                "NetworkManager/\($0.path)", $0.text, purpose: "/etc/NetworkManager/system-connections",
                isSecret: true)
        }
        files += CloudInitFiles.files(for: state)
        files.append(
            GuestFile("windows/namesake.ps1", WindowsScript.text(for: state), purpose: "run it in PowerShell"))
        return files
    }
}
