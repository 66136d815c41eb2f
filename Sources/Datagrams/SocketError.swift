internal import Glibc

/// A system call on a socket that failed, with what it was for.
public struct SocketError: Error, Hashable, Sendable {
    /// What was tried: "bind 10.86.51.2:53".
    public let action: String
    /// The errno.
    public let code: Int32

    public init(action: String, code: Int32) {
        self.action = action
        self.code = code
    }

    /// The system's words for it: "Address already in use".
    public var reason: String {
        String(cString: strerror(code))
    }
}

extension SocketError: CustomStringConvertible {
    public var description: String { "cannot \(action): \(reason)" }
}
