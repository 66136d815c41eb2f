internal import GRDB
internal import Glibc
internal import Synchronization

/// The one process that may write a registry, for as long as this value lives.
///
/// `serve` makes one and keeps it; a command makes one for a single verb.
package final class Owner: Sendable {
    package let file: RegistryFile
    let connections: Connections
    private let lock: OwnerLock
    /// Which file the path led to when it was first looked at.
    private let possession = Mutex<FileIdentity?>(nil)

    private init(file: RegistryFile, lock: consuming OwnerLock) {
        self.file = file
        self.lock = lock
        connections = Connections(file: file)
    }

    /// How long a command waits for other commands. Each has the registry for some milliseconds.
    package static let commandPatience = 60
    /// How long a command waits for the lock when `serve` has it, in seconds: no longer than it takes to end. It is the
    /// socket that is worth asking again.
    package static let servePatience = 0.1

    /// Becomes the owner.
    ///
    /// `serve` is refused at once by another `serve`. A command that finds one waits a little, because it asked the socket
    /// first and nobody was there: `serve` is about to open it, or about to end.
    ///
    /// - Parameter patience: seconds to wait for a command that owns the registry.
    package static func acquire(
        _ file: RegistryFile, as kind: OwnerIdentity.Kind, patience: Int = commandPatience
    ) throws(RegistryError) -> Owner {
        let start = MonotonicClock.nanoseconds
        var delay: Double = 0.001
        while true {
            let holder: OwnerIdentity?
            switch try OwnerLock.attempt(file, as: kind) {
            case .acquired(let lock): return Owner(file: file, lock: lock)
            case .held(let identity): holder = identity
            }
            let waited = Double(MonotonicClock.nanoseconds - start) / 1e9
            if let holder, holder.kind == .serve {
                if kind == .serve { throw .file(.owned(path: file.path, pid: holder.pid)) }
                if waited >= servePatience { throw .file(.unanswered(path: file.path, pid: holder.pid)) }
            }
            guard waited < Double(patience) else {
                throw .file(.busy(path: file.path, pid: holder?.pid, seconds: patience))
            }
            // Random, so that two hundred commands that began together do not stay together.
            usleep(UInt32(Double.random(in: 0.5...1.5) * delay * 1_000_000))
            delay = min(delay * 1.5, 0.05)
        }
    }

    /// Looks whether the lock and the registry are still the files that were taken.
    ///
    /// - Throws: `.file(.displaced)` if one of them was moved, deleted or replaced.
    package func checkPossession() throws(RegistryError) {
        let found = FileIdentity(path: file.path)
        let first = possession.withLock { known in
            known = known ?? found
            return known
        }
        guard lock.isStill(at: file.lockPath), let found, found == first else {
            throw .file(.displaced(path: file.path))
        }
    }

    /// Who owns the registry now, if anybody does.
    package static func current(of file: RegistryFile) -> OwnerIdentity? {
        OwnerLock.holder(file)
    }
}
