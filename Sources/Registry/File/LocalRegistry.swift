internal import GRDB

/// Performs verbs on a registry that nobody serves: takes the lock, opens the file, performs, lets go.
package enum LocalRegistry {
    /// Performs one verb.
    ///
    /// A change makes a registry that is not there, a question refuses; a change that is refused leaves no file.
    ///
    /// - Throws: what the verb refuses; `.file(.owned)` if a `serve` that does not answer owns the registry.
    package static func perform<V: Verb>(
        _ verb: V, on file: RegistryFile, clock: WallClock = .system, patience: Int = Owner.commandPatience
    ) throws(RegistryError) -> V.Answer {
        if V.kind == .question, try !file.exists() { throw .file(.missing(path: file.path)) }
        let owner = try Owner.acquire(file, as: .command, patience: patience)
        return try owner.perform(verb, clock: clock)
    }
}

extension Owner {
    func perform<V: Verb>(_ verb: V, clock: WallClock) throws(RegistryError) -> V.Answer {
        let inspection = try FileInspection(of: file)
        let isNew = inspection.content == .nothing
        if isNew, V.kind == .question { throw .file(.missing(path: file.path)) }
        let queue = try inspection.isReadOnly && V.kind == .question ? connections.immutable() : opened(isNew: isNew)
        defer { try? queue.close() }
        do {
            switch V.kind {
            case .question:
                return try queue.read { try verb.perform(in: Transaction($0, milliseconds: clock.milliseconds())) }
            case .change:
                return try queue.performChange {
                    try verb.perform(in: Transaction($0, milliseconds: clock.milliseconds()))
                }
            }
        } catch {
            if isNew {
                try? queue.close()
                file.removeAll()
            }
            throw RegistryError(error, path: file.path)
        }
    }

    private func opened(isNew: Bool) throws(RegistryError) -> DatabaseQueue {
        do throws(RegistryError) {
            return try connections.writer()
        } catch {
            if isNew { file.removeAll() }
            throw error
        }
    }
}
