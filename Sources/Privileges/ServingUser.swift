internal import Glibc

/// The user that a server becomes once it has what only root can have.
package struct ServingUser: Hashable, Sendable {
    package let name: String
    /// The user's and the group's numbers.
    let user: UInt32
    let group: UInt32

    /// - Parameter group: a group's name; `nil`: the user's own.
    package init(named name: String, group groupName: String?) throws(PrivilegeError) {
        guard let entry = getpwnam(name) else { throw .noUser(name) }
        self.name = name
        user = entry.pointee.pw_uid
        guard let groupName else {
            group = entry.pointee.pw_gid
            return
        }
        guard let found = getgrnam(groupName) else { throw .noGroup(groupName) }
        group = found.pointee.gr_gid
    }

    /// Whether this process runs as that user already.
    package var isCurrent: Bool { geteuid() == user }
}
