internal import Glibc
internal import GuestFiles

/// Putting one file back.
extension JournalFolder {
    enum Outcome {
        /// It is what it was.
        case unchanged
        case put(FileImage, like: String)
        case remove
        /// Somebody else has written it since.
        case foreign
    }

    /// What must be done to put a file back.
    func outcome(for entry: Journal.Entry) throws(AgentProblem) -> Outcome {
        try root.checkStaysInside(entry.path)
        let path = root.path(entry.path)
        let current = try FileImage.read(path)
        switch entry.before {
        case .hosts(let existed):
            guard var image = current else { return .unchanged }
            do {
                image.octets = try HostsFile(image.octets).withoutBlock
            } catch {
                throw .hosts(path: path, error)
            }
            if image.octets.isEmpty, !existed { return .remove }
            return image == current ? .unchanged : .put(image, like: path)
        case .nothing:
            guard let current else { return .unchanged }
            return entry.written.contains(current.fingerprint) ? .remove : .foreign
        case .copy:
            guard let (image, copy) = try kept(entry) else { return .unchanged }
            guard current != image else { return .unchanged }
            let isOurs = current.map { entry.written.contains($0.fingerprint) || $0.octets == image.octets } ?? false
            return isOurs ? .put(image, like: copy) : .foreign
        }
    }

    /// - Parameter force: put it back even if somebody has written it since.
    /// - Returns: what was done, in a word; `nil` if there was nothing to do or it is somebody else's.
    func putBack(_ entry: Journal.Entry, force: Bool) throws(AgentProblem) -> String? {
        let path = root.path(entry.path)
        switch try outcome(for: entry) {
        case .unchanged: return nil
        case .put(let image, let like): try image.put(at: path, like: like)
        case .remove: try remove(path)
        case .foreign:
            guard force else { return nil }
            if let (image, copy) = try kept(entry) {
                try image.put(at: path, like: copy)
            } else {
                try remove(path)
                return "removed"
            }
        }
        if case .copy = entry.before { return "restored" }
        return root.exists(entry.path) ? "restored" : "removed"
    }

    private func remove(_ path: String) throws(AgentProblem) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(action: "remove", path: path, code: errno) }
    }
}
