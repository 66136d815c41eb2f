internal import Glibc

/// A system call on a socket that failed, with what it was for.
package struct SocketError: Error, Hashable, Sendable {
    /// What was tried: "bind 10.86.51.2:53".
    package let action: String
    /// The errno.
    package let code: Int32

    package init(action: String, code: Int32) {
        self.action = action
        self.code = code
    }

    /// The system's words for it: "Address already in use".
    package var reason: String {
        String(cString: strerror(code))
    }
}

extension SocketError: CustomStringConvertible {
    package var description: String { "cannot \(action): \(reason)" }
}
