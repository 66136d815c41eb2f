internal import FoundationEssentials

/// Where zone files come from: the disk, or a test.
package protocol ZoneFileSource {
    func contents(of path: String) throws(ZoneFileUnreadable) -> [UInt8]
}

/// Why a file could not be read, as the end of a sentence.
package struct ZoneFileUnreadable: Error {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Zone files on disk.
package struct DiskZoneFiles: ZoneFileSource {
    package init() {}

    package func contents(of path: String) throws(ZoneFileUnreadable) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw ZoneFileUnreadable(reason: "there is no such file")
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw ZoneFileUnreadable(reason: "permission denied")
        } catch {
            let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            throw ZoneFileUnreadable(reason: type == .typeDirectory ? "it is a folder" : "it cannot be read")
        }
    }
}
