internal import Glibc

/// The path of a Unix socket in a form that fits the system's limit of 107 octets.
///
/// A registry may lie deeper than that. Then the path leads through a descriptor of its folder, which is the same socket
/// under a shorter name.
struct SocketPath: ~Copyable {
    /// What to bind or connect to; valid while this value lives.
    let path: String
    private let directory: Int32

    private static let longest = 107

    /// - Returns: `nil` if the folder cannot be opened.
    init?(_ path: String) {
        guard path.utf8.count > Self.longest, let slash = path.lastIndex(of: "/") else {
            self.path = path
            directory = -1
            return
        }
        let descriptor = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        directory = descriptor
        self.path = "/proc/self/fd/\(descriptor)/\(path[path.index(after: slash)...])"
    }

    deinit {
        if directory >= 0 { close(directory) }
    }
}
