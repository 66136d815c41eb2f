internal import Foundation
internal import Glibc
internal import Registry

/// Looks at the registry's file and at what it lies on, and at what lies beside it and should not.
struct FolderCheck {
    let registry: RegistryFile
    let isServed: Bool
    /// Whether to put right what can be.
    let repairs: Bool

    /// Less than this is soon full: the journal alone grows to some megabytes.
    private static let scarce = 64 << 20
    private static let others: mode_t = 0o007
    private static let remote: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "fuse.sshfs",
    ]
    private static let memory: Set<String> = ["tmpfs", "ramfs"]

    func findings() -> [HostFinding] {
        fileSystem() + rights() + leftovers()
    }

    private func fileSystem() -> [HostFinding] {
        var found: [HostFinding] = []
        let kind = kindOfFileSystem()
        if Self.remote.contains(kind) {
            found.append(
                HostFinding(
                    severity: .error, subject: registry.directory,
                    message: "is on another machine's disk, where SQLite's journal cannot be shared: use a local one"))
        }
        if Self.memory.contains(kind) {
            found.append(
                HostFinding(
                    severity: .warning, subject: registry.directory,
                    message: "is in memory: the registry is gone when this host is switched off"))
        }
        var status = statvfs()
        guard statvfs(registry.directory, &status) == 0 else { return found }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        if free < Self.scarce {
            found.append(
                HostFinding(
                    severity: .warning, subject: registry.directory,
                    message: "has \(free >> 20) MiB left: without space no lease is given"))
        }
        return found
    }

    /// The kind of the file system that is mounted nearest above the registry's folder; empty if that cannot be known.
    private func kindOfFileSystem() -> String {
        let table = FileManager.default.contents(atPath: "/proc/self/mounts").map {
            String(decoding: $0, as: UTF8.self)
        }
        var nearest = (length: -1, kind: "")
        for line in (table ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2 else { continue }
            let point = String(words[1])
            let isAbove = point == "/" || registry.directory == point || registry.directory.hasPrefix(point + "/")
            // Of two on one another the later is seen.
            if isAbove, point.utf8.count >= nearest.length { nearest = (point.utf8.count, String(words[2])) }
        }
        return nearest.kind
    }

    private func rights() -> [HostFinding] {
        var status = stat()
        guard stat(registry.path, &status) == 0, status.st_mode & Self.others != 0 else { return [] }
        var finding = HostFinding(
            severity: .warning, subject: registry.path,
            message: "is open to every user of this host: it is for its own user and group (`chmod o=`)")
        finding.repaired = repairs && chmod(registry.path, status.st_mode & 0o7777 & ~Self.others) == 0
        return [finding]
    }

    private func leftovers() -> [HostFinding] {
        guard !isServed, access(registry.socketPath, F_OK) == 0 else { return [] }
        var finding = HostFinding(
            severity: .warning, subject: registry.socketPath,
            message: "was left by a server that has ended without a word; the next one replaces it")
        finding.repaired = repairs && unlink(registry.socketPath) == 0
        return [finding]
    }
}
