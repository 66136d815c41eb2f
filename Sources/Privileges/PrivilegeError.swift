internal import Glibc

/// Why privileges could not be given up. A server that cannot does not serve.
package enum PrivilegeError: Error, Hashable, Sendable {
    case noUser(String)
    case noGroup(String)
    /// Only root can become another user.
    case notRoot(user: String)
    /// Threads that were there before would keep what they have.
    case threads(Int)
    /// A system call that failed: what it was for, and its errno.
    case system(action: String, code: Int32)
}

extension PrivilegeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noUser(let name): "there is no user \(name): make one with `adduser --system --group \(name)`"
        case .noGroup(let name): "there is no group \(name): make one with `addgroup --system \(name)`"
        case .notRoot(let user): "only root can become user \(user): start it as root, or as \(user)"
        case .threads(let count): "cannot give up privileges: there are \(count) threads already"
        case .system(let action, let code): "cannot \(action): \(String(cString: strerror(code)))"
        }
    }
}
