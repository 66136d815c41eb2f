internal import Foundation

/// Why a file could not be written, or what is wrong with the one that is there.
enum OutputProblem: Error, Equatable {
    case unwritable(path: String, reason: String)
    case isFolder(path: String)
    /// A hosts file has the beginning of our block and not its end.
    case unendedBlock(path: String, line: Int)
}

/// Files that the command writes for other programs: as a whole, so that no reader ever sees a part.
enum OutputFile {
    private static let newFileMode: mode_t = 0o644
    private static let newFolderMode = 0o755
    private static let mostOctets = 16 << 20

    /// Puts the octets in the place of what is there, through a link if there is one; the mode stays.
    static func replace(_ path: String, with octets: [UInt8]) throws(OutputProblem) {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var status = stat()
        let exists = stat(target, &status) == 0
        guard !exists || status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path: path) }
        // A device or a pipe is written to, not replaced.
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try write(octets, to: open(target, O_WRONLY | O_CLOEXEC), path)
        }
        let temporary = "\(target).\(getpid()).new"
        let mode = exists ? status.st_mode & 0o7777 : newFileMode
        do throws(OutputProblem) {
            try write(octets, to: open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), path)
            if exists { _ = chmod(temporary, mode) }
            guard rename(temporary, target) == 0 else { throw problem(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// What the file holds; `nil` if there is none.
    static func read(_ path: String) throws(OutputProblem) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            let octets = try handle.read(upToCount: mostOctets + 1).map(Array.init) ?? []
            guard octets.count <= mostOctets else { throw OutputProblem.unwritable(path: path, reason: "too large") }
            return octets
        } catch let problem as OutputProblem {
            throw problem
        } catch {
            throw .unwritable(path: path, reason: InputFile.reason(error))
        }
    }

    static func makeFolder(_ path: String) throws(OutputProblem) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: newFolderMode])
        } catch {
            throw .unwritable(path: path, reason: InputFile.reason(error))
        }
    }

    private static func write(_ octets: [UInt8], to descriptor: Int32, _ path: String) throws(OutputProblem) {
        guard descriptor >= 0 else { throw problem(path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(octets))
            try handle.close()
        } catch {
            throw .unwritable(path: path, reason: InputFile.reason(error))
        }
    }

    private static func problem(_ path: String) -> OutputProblem {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
