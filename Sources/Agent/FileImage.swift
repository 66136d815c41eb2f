internal import CFiles
internal import Glibc

/// What a file is: its octets, who may do what with it, and whose it is.
struct FileImage: Equatable {
    private static let longest = 16 << 20

    var octets: [UInt8]
    var mode: UInt32
    var owner: UInt32
    var group: UInt32

    /// - Parameter follows: whether the file may be reached through a symbolic link; one that is to be replaced may not.
    /// - Returns: `nil` if there is no file.
    static func read(_ path: String, follows: Bool = false) throws(AgentProblem) -> FileImage? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follows ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw .notFile(path: path)
            default: throw .system(action: "read", path: path, code: errno)
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(action: "read", path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notFile(path: path) }
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(action: "read", path: path, code: errno) }
            if count == 0 { break }
            octets += buffer[..<count]
            guard octets.count <= longest else { throw .tooLong(path: path, limit: longest) }
        }
        return FileImage(octets: octets, mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid)
    }

    /// Puts the file there in one step: whoever opens it sees the old one or the new one, and so does whoever starts
    /// after the power went.
    ///
    /// - Parameter like: a file whose access lists and label the new one gets, if it is there.
    func put(at path: String, like: String) throws(AgentProblem) {
        try Self.sweep(path)
        let unfinished = Self.unfinished(path)
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(action: "write", path: path, code: errno) }
        do throws(AgentProblem) {
            try fill(descriptor, path: path, like: like)
        } catch {
            close(descriptor)
            unlink(unfinished)
            throw error
        }
        close(descriptor)
        guard rename(unfinished, path) == 0 else {
            let code = errno
            unlink(unfinished)
            throw .system(action: "replace", path: path, code: code)
        }
        try Folders.sync(Folders.parent(of: path))
    }

    /// Takes away what an agent that was killed did not finish.
    static func sweep(_ path: String) throws(AgentProblem) {
        let unfinished = unfinished(path)
        guard unlink(unfinished) == 0 || errno == ENOENT else {
            throw .system(action: "remove", path: unfinished, code: errno)
        }
    }

    /// Where a file is written before it is put in its place: a name that no reader of these folders takes for a file of
    /// its own.
    private static func unfinished(_ path: String) -> String {
        let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        return "\(path[..<cut]).\(path[cut...]).namesake-new"
    }

    private func fill(_ descriptor: Int32, path: String, like: String) throws(AgentProblem) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(action: "write", path: path, code: errno) }
            rest = rest.dropFirst(count)
        }
        let model = open(like, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        if model >= 0 {
            let result = cfiles_copy_attributes(model, descriptor)
            close(model)
            guard result == 0 else { throw .system(action: "keep the attributes of", path: path, code: -result) }
        }
        // The owner before the mode: a change of owner takes away the set-id bits.
        guard owner == geteuid() && group == getegid() || fchown(descriptor, owner, group) == 0 else {
            throw .system(action: "keep the owner of", path: path, code: errno)
        }
        guard fchmod(descriptor, mode) == 0 else { throw .system(action: "keep the mode of", path: path, code: errno) }
        guard fsync(descriptor) == 0 else { throw .system(action: "write", path: path, code: errno) }
    }

    /// By which a file is known again: 64-bit FNV-1a, in hexadecimal. Nobody gains by making two files alike.
    var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for octet in octets {
            hash = (hash ^ UInt64(octet)) &* 0x0000_0100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}
