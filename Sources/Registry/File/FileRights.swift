internal import Glibc

/// Who may use the files of a registry: their user and their group.
package enum FileRights {
    /// Of the registry, its lock and its socket; SQLite gives its journal the registry's own.
    static let mode: mode_t = 0o660

    /// The group that somebody without rights has to be in to use a file: that of the file, or of the nearest folder on the
    /// way to it, if the group may do there what we may not.
    ///
    /// - Returns: the group's name; `nil` if no group would help.
    package static func groupToAsk(for path: String) -> String? {
        guard geteuid() != 0 else { return nil }
        var place = path
        var status = stat()
        while stat(place, &status) != 0 {
            guard let slash = place.lastIndex(of: "/"), slash > place.startIndex else { return nil }
            place = String(place[..<slash])
        }
        let needed = status.st_mode & S_IFMT == S_IFDIR ? S_IXGRP : S_IRGRP
        guard status.st_mode & needed != 0, status.st_gid != 0, !isMember(of: status.st_gid),
            let entry = getgrgid(status.st_gid)
        else { return nil }
        return String(cString: entry.pointee.gr_name)
    }

    private static func isMember(of group: gid_t) -> Bool {
        if getegid() == group { return true }
        var groups = [gid_t](repeating: 0, count: max(0, Int(getgroups(0, nil))))
        let count = getgroups(Int32(groups.count), &groups)
        return groups.prefix(max(0, Int(count))).contains(group)
    }

    /// Makes an empty file that the group may use, whatever the umask; leaves one that is there alone.
    static func make(_ path: String) throws(RegistryError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw .file(.init(systemError: errno, path: path)) }
            return
        }
        fchmod(descriptor, mode)
        close(descriptor)
    }
}
