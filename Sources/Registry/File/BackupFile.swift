internal import GRDB
internal import Glibc

/// Where a backup goes: a file of whoever asked for it.
package struct BackupFile: Sendable {
    package let path: String

    /// - Throws: what stands there already and must not be replaced: anything but an earlier backup.
    package init(path: String, of registry: RegistryFile) throws(RegistryError) {
        let file = RegistryFile(path: path)
        self.path = file.path
        guard file.path != registry.path else { throw .file(.backupOnto(path: file.path, isRegistry: true)) }
        guard try file.exists() else { return }
        do throws(RegistryError) {
            if try FileInspection(of: file).content == .registry, Owner.current(of: file) == nil { return }
        } catch {
            switch error {
            case .file(.notSQLite), .file(.notRegistry): break
            default: throw error
            }
        }
        throw .file(.backupOnto(path: file.path, isRegistry: false))
    }

    /// Puts a copy of a registry there, complete or not at all, and has it synced.
    package func place(_ copy: String) throws(RegistryError) {
        let partial = path + ".partial"
        defer { unlink(partial) }
        try Self.duplicate(copy, to: partial)
        guard rename(partial, path) == 0 else { throw .file(.init(systemError: errno, path: path)) }
        Self.syncFolder(of: path)
    }

    /// What `check` says of it.
    package func check() throws(RegistryError) -> CheckAnswer {
        do {
            let queue = try Connections(file: RegistryFile(path: path)).immutable()
            defer { try? queue.close() }
            return try queue.read { try CheckRegistry().perform(in: Transaction($0, milliseconds: 0)) }
        } catch {
            throw RegistryError(error, path: path)
        }
    }

    private static func duplicate(_ source: String, to target: String) throws(RegistryError) {
        let reading = open(source, O_RDONLY | O_CLOEXEC)
        guard reading >= 0 else { throw .file(.init(systemError: errno, path: source)) }
        defer { close(reading) }
        let writing = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard writing >= 0 else { throw .file(.init(systemError: errno, path: target)) }
        defer { close(writing) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(reading, &buffer, buffer.count)
            guard count >= 0 else { throw .file(.init(systemError: errno, path: source)) }
            guard count > 0 else { break }
            var done = 0
            while done < count {
                let written = buffer.withUnsafeBytes {
                    write(writing, $0.baseAddress?.advanced(by: done), count - done)
                }
                guard written > 0 else { throw .file(.init(systemError: errno, path: target)) }
                done += written
            }
        }
        guard fsync(writing) == 0 else { throw .file(.init(systemError: errno, path: target)) }
    }

    private static func syncFolder(of path: String) {
        let folder = open(RegistryFile(path: path).directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
