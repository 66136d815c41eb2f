internal import GRDB
internal import Glibc

extension FileProblem {
    /// What a system call's error means for the registry.
    init(systemError error: Int32, path: String) {
        self =
            switch error {
            case EACCES, EPERM: .noPermission(path: path)
            case EROFS: .readOnly(path: path)
            case ENOSPC, EDQUOT: .full(path: path)
            case ENOENT, ENOTDIR: .notDirectory(path: path)
            default: .inputOutput(path: path, reason: String(cString: strerror(error)))
            }
    }
}

extension RegistryError {
    /// What an error of SQLite means. A constraint is the last referee: it refuses what the rules should have refused.
    init(_ error: DatabaseError, path: String) {
        self =
            switch error.resultCode {
            case .SQLITE_CONSTRAINT: .request(.refused(reason: error.message ?? "a constraint"))
            case .SQLITE_NOTADB: .file(.notSQLite(path: path))
            case .SQLITE_READONLY: .file(.readOnly(path: path))
            case .SQLITE_PERM, .SQLITE_AUTH: .file(.noPermission(path: path))
            case .SQLITE_FULL: .file(.full(path: path))
            case .SQLITE_CORRUPT: .file(.damaged(path: path, reason: error.message ?? "corrupt"))
            case .SQLITE_CANTOPEN: .file(.noPermission(path: path))
            case .SQLITE_BUSY, .SQLITE_LOCKED: .file(.busy(path: path, pid: nil, seconds: 0))
            default:
                .file(.inputOutput(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)"))
            }
    }

    /// Any error that performing a verb can end with.
    init(_ error: any Error, path: String) {
        self =
            switch error {
            case let error as RegistryError: error
            case let error as DatabaseError: RegistryError(error, path: path)
            default: .file(.damaged(path: path, reason: "\(error)"))
            }
    }
}
