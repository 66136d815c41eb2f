internal import Glibc

/// What can be said of a registry's file before SQLite opens it, so that a file that is not ours is never written to.
struct FileInspection {
    enum Content {
        /// There is no file, or one of no length: a registry that has yet to be made.
        case nothing
        case registry
        /// A commit was cut short; only SQLite can say what the file is, after it has put it right.
        case unfinished
    }

    let content: Content
    /// No write permission bit is set, or the file system is mounted read-only. Root is not asked for permission, but a
    /// file that its owner has made read-only is meant to stay as it is.
    let isReadOnly: Bool

    /// Where the header has the application id (https://www.sqlite.org/fileformat2.html §1.3).
    private static let applicationIDOffset = 68
    private static let headerLength = 100
    private static let magic = Array("SQLite format 3\0".utf8)
    /// "NmSk", as the first migration sets it.
    static let applicationID: UInt32 = 0x4E6D_536B

    init(of file: RegistryFile) throws(RegistryError) {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw .file(.init(systemError: errno, path: file.path)) }
            content = .nothing
            isReadOnly = false
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .file(.init(systemError: errno, path: file.path)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .file(.notSQLite(path: file.path)) }
        isReadOnly = status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) == 0 || Self.isOnReadOnlyFileSystem(descriptor)
        content = try Self.content(descriptor, file)
    }

    private static func content(_ descriptor: Int32, _ file: RegistryFile) throws(RegistryError) -> Content {
        var header = [UInt8](repeating: 0, count: headerLength)
        let count = pread(descriptor, &header, headerLength, 0)
        guard count >= 0 else { throw .file(.init(systemError: errno, path: file.path)) }
        if access(file.journalPath, F_OK) == 0 { return .unfinished }
        guard count > 0 else { return .nothing }
        guard count == headerLength, header.starts(with: magic) else { throw .file(.notSQLite(path: file.path)) }
        let id = header[applicationIDOffset..<applicationIDOffset + 4].reduce(0) { UInt32($0) << 8 | UInt32($1) }
        guard id == applicationID else { throw .file(.notRegistry(path: file.path)) }
        return .registry
    }

    private static func isOnReadOnlyFileSystem(_ descriptor: Int32) -> Bool {
        var status = statvfs()
        return fstatvfs(descriptor, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
    }
}
