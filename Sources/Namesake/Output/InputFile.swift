internal import Foundation
internal import Kits

/// Files that the command reads for an import.
enum InputFile {
    private static let standardInput = "standard input"

    /// The file's text; `-` is standard input. No more is read than an import may have.
    static func source(_ path: String) throws(ImportProblem) -> SourceText {
        let file = path == "-" ? standardInput : path
        let octets: [UInt8]
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            octets = try read(handle)
        } catch {
            throw .unreadable(file: file, reason: reason(error))
        }
        return try SourceText(file: file, octets: octets)
    }

    private static func read(_ handle: FileHandle) throws -> [UInt8] {
        var octets: [UInt8] = []
        while octets.count <= SourceText.mostOctets, let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
            octets += data
        }
        return octets
    }

    /// The system's words, without the path that the sentence has already.
    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(truncatingIfNeeded: cause.code)))
        }
        if error.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(truncatingIfNeeded: error.code)))
        }
        switch error.code {
        case CocoaError.fileReadNoSuchFile.rawValue, CocoaError.fileNoSuchFile.rawValue: return "no such file"
        case CocoaError.fileReadNoPermission.rawValue, CocoaError.fileWriteNoPermission.rawValue: return "no permission"
        default: return error.localizedDescription
        }
    }
}
