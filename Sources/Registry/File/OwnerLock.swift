internal import Glibc

/// Who owns a registry, as its lock file says.
package struct OwnerIdentity: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Owns it until it ends.
        case serve
        /// Owns it for a moment.
        case command
    }

    package let kind: Kind
    package let pid: Int32

    /// The whole content of a lock file: `serve 4711`.
    var text: String { "\(kind.rawValue) \(pid)\n" }

    init(kind: Kind, pid: Int32) {
        self.kind = kind
        self.pid = pid
    }

    init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let kind = Kind(rawValue: String(words[0])), let pid = Int32(words[1]) else {
            return nil
        }
        self.init(kind: kind, pid: pid)
    }
}

/// The exclusive lock of a registry. The kernel lets go of it when the process ends, however it ends.
///
/// The file goes away with the lock, so that a folder holds nothing but the registry. Whoever locks a file that has just
/// been taken away finds that out by its inode and tries again with the new one.
struct OwnerLock: ~Copyable {
    private let descriptor: Int32
    private let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        // A lock that somebody took away and made anew is another owner's.
        if Self.isStill(descriptor, at: path) { unlink(path) }
        close(descriptor)
    }

    /// Whether the path still leads to the file that is locked.
    borrowing func isStill(at path: String) -> Bool {
        Self.isStill(descriptor, at: path)
    }

    enum Attempt: ~Copyable {
        case acquired(OwnerLock)
        /// Somebody else has it; `nil` if who it is has not been written yet.
        case held(OwnerIdentity?)
    }

    static func attempt(_ file: RegistryFile, as kind: OwnerIdentity.Kind) throws(RegistryError) -> Attempt {
        let path = file.lockPath
        let descriptor = opened(path)
        guard descriptor >= 0 else { throw .file(.init(systemError: errno, path: path)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = errno
            defer { close(descriptor) }
            guard error == EWOULDBLOCK || error == EINTR else { throw .file(.init(systemError: error, path: path)) }
            return .held(identity(in: descriptor))
        }
        guard isStill(descriptor, at: path) else {
            close(descriptor)
            return .held(nil)
        }
        let lock = OwnerLock(descriptor: descriptor, path: path)
        let text = Array(OwnerIdentity(kind: kind, pid: getpid()).text.utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            throw .file(.init(systemError: errno, path: path))
        }
        return .acquired(lock)
    }

    /// The group may take the lock as well, whatever the umask of whoever made the file.
    private static func opened(_ path: String) -> Int32 {
        let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FileRights.mode)
        if made >= 0 {
            fchmod(made, FileRights.mode)
            return made
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, FileRights.mode)
        guard descriptor < 0, errno == EACCES else { return descriptor }
        // Somebody may be between those two lines just now.
        usleep(1000)
        return open(path, O_RDWR | O_CREAT | O_CLOEXEC, FileRights.mode)
    }

    /// Who holds the lock now; `nil` if nobody does, or has not said.
    static func holder(_ file: RegistryFile) -> OwnerIdentity? {
        let descriptor = open(file.lockPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return identity(in: descriptor)
    }

    private static func identity(in descriptor: Int32) -> OwnerIdentity? {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return OwnerIdentity(String(decoding: buffer.prefix(count), as: UTF8.self))
    }

    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        guard let ours = FileIdentity(descriptor: descriptor) else { return false }
        return ours == FileIdentity(path: path)
    }
}
