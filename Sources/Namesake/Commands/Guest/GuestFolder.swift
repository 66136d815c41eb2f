internal import CFiles
internal import Foundation
internal import GuestFiles

/// Why a guest's files cannot be written.
enum GuestFolderProblem: Error {
    /// There are files in the folder that are none of ours.
    case foreign(folder: String, file: String)
    case notFolder(path: String)
    /// `action` as in "cannot write".
    case system(action: String, path: String, reason: String)
}

/// The folder that a guest's files are written to: all of them or none.
struct GuestFolder {
    private let path: String
    private let files = FileManager.default

    init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Replaces the folder as a whole where it holds nothing but a guest's files; where it holds others, each file by
    /// itself, and only if that is wanted.
    func write(_ guest: [GuestFile], force: Bool) throws(GuestFolderProblem) {
        let foreign = try firstForeign()
        if let foreign, !force { throw .foreign(folder: path, file: foreign) }
        if foreign == nil, try replaceWhole(with: guest) { return }
        // Each file in one step; the state last, because that is what is applied.
        try put(
            guest.filter { $0.path != GuestFileList.stateFile } + guest.filter { $0.path == GuestFileList.stateFile },
            in: path)
        for stale in GuestFileList.knownPaths.subtracting(guest.map(\.path)) where foreign == nil {
            unlink("\(path)/\(stale)")
        }
    }

    /// The first thing in the folder that is none of ours; `nil` if there is no folder, or nothing in it.
    ///
    /// A folder is ours by its state. What else is in it is known by its name, and looked for only where ours could be:
    /// somebody may have named the root of a disk.
    private func firstForeign() throws(GuestFolderProblem) -> String? {
        guard files.fileExists(atPath: path) else { return nil }
        guard isFolder("") else { throw .notFolder(path: path) }
        let present = try names(in: path)
        let state = files.contents(atPath: "\(path)/\(GuestFileList.stateFile)")
        guard let state, (try? GuestState(reading: Array(state))) != nil else { return present.first }
        let known = GuestFileList.knownPaths
        let folders = Set(known.compactMap { $0.split(separator: "/").dropLast().first.map(String.init) })
        for name in present {
            guard isFolder(name) else {
                guard known.contains(name) else { return name }
                continue
            }
            guard folders.contains(name) else { return name }
            for inner in try names(in: "\(path)/\(name)") {
                let place = "\(name)/\(inner)"
                guard known.contains(place), !isFolder(place) else { return place }
            }
        }
        return nil
    }

    private func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return files.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder) && isFolder.boolValue
    }

    private func names(in folder: String) throws(GuestFolderProblem) -> [String] {
        do {
            return try files.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .system(action: "read", path: folder, reason: error.localizedDescription)
        }
    }

    /// Writes the folder anew beside the old one and exchanges the two.
    ///
    /// - Returns: `false` if the folder cannot be exchanged, because something is mounted there, or its own folder may
    ///   not be written.
    private func replaceWhole(with guest: [GuestFile]) throws(GuestFolderProblem) -> Bool {
        let target = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
        let fresh = "\(target).new-\(String(UInt32.random(in: .min ... .max), radix: 16))"
        guard mkdir(fresh, 0o777) == 0 else { return false }
        defer { try? files.removeItem(atPath: fresh) }
        try put(guest, in: fresh)
        // A rename takes the place of an empty folder, or of none; an exchange that of a full one.
        return rename(fresh, target) == 0 || cfiles_exchange(fresh, target) == 0
    }

    private func put(_ guest: [GuestFile], in folder: String) throws(GuestFolderProblem) {
        for file in guest {
            let place = URL(fileURLWithPath: "\(folder)/\(file.path)")
            do {
                try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: place, options: .atomic)
            } catch {
                throw .system(action: "write", path: place.path, reason: error.localizedDescription)
            }
            guard !file.isSecret || chmod(place.path, 0o600) == 0 else {
                throw .system(action: "write", path: place.path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
