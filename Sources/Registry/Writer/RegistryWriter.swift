package import Addresses
internal import CSockets
internal import Foundation
internal import GRDB
package import Logging
internal import Synchronization

/// The registry while it is served: one thread that owns the connection that writes, the lease book and the publication.
///
/// Verbs and leases pass through the same thread, so what a verb has changed is true for the next packet, and what was
/// acknowledged is published before anybody hears of it.
package final class RegistryWriter: Sendable {
    package let file: RegistryFile
    private let clock: WallClock
    private let log: Logger
    private let mailbox: Mailbox
    private let keepSeconds: Int64?
    private let publication: @Sendable () -> (any RegistryPublication)?
    /// Until the thread takes it, and then nobody's but the thread's.
    private let owner: Mutex<Owner?>
    private let readers = Mutex<DatabasePool?>(nil)
    let counters = WriterCounters()
    private let givesLeases = Atomic<Bool>(false)

    package static let defaultKeepSeconds = HistorySweep.defaultKeepSeconds

    /// - Parameters:
    ///   - keepSeconds: how long history is kept; `nil`: for ever.
    ///   - publication: makes, on the writer thread, what is told of every commit; it is used there alone.
    package init(
        owner: Owner, clock: WallClock = .system, log: Logger, keepSeconds: Int64? = nil,
        publication: @escaping @Sendable () -> (any RegistryPublication)? = { nil }
    ) throws(RegistryError) {
        mailbox = try Mailbox()
        file = owner.file
        self.owner = Mutex(owner)
        self.clock = clock
        self.log = log
        self.keepSeconds = keepSeconds
        self.publication = publication
    }

    /// Opens the file, loads and publishes everything, and begins to work.
    package func start() async throws(RegistryError) {
        let result: Result<Void, RegistryError> = await withCheckedContinuation { continuation in
            let thread = Thread { [self] in
                // What `top -H` shows. Foundation's own name for a thread is not that.
                csockets_name_thread("registry")
                let state: WriterThread
                do throws(RegistryError) {
                    state = try open()
                } catch {
                    continuation.resume(returning: .failure(error))
                    return
                }
                continuation.resume(returning: .success(()))
                state.run()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        try result.get()
    }

    /// Performs a verb. A change was committed and published when this returns.
    package func perform<V: Verb>(_ verb: V) async throws(RegistryError) -> V.Answer {
        switch V.kind {
        case .change: try await onThread { $0.perform(verb) }.get()
        case .question: try await ask(verb)
        }
    }

    /// From now on the source gets a turn after each `signal()`.
    package func attach(_ source: any LeaseSource) async throws(RegistryError) {
        try await onThread { thread in .success(thread.attach(source)) }.get()
        givesLeases.store(true, ordering: .relaxed)
    }

    /// Writes down which addresses' machines sent dynamic updates, and how many. Addresses that nobody leases are passed
    /// over.
    package func note(refusedUpdates counts: [IPv4Address: Int]) async throws(RegistryError) {
        try await onThread { $0.note(refusedUpdates: counts) }.get()
    }

    /// A lease source has something to do. Cheap, and callable from any thread.
    package func signal() {
        mailbox.doorbell.ring()
    }

    /// Has something done on the writer thread, after what is waiting there.
    package func post(_ work: @escaping @Sendable () -> Void) {
        _ = mailbox.post { _ in work() }
    }

    /// Returns when the thread has come to it.
    func turn() async {
        await withCheckedContinuation { continuation in
            let isPosted = mailbox.post { _ in continuation.resume() }
            if !isPosted { continuation.resume() }
        }
    }

    /// What the thread raises its priority to where that is permitted.
    package static let niceness: Int32 = -10

    /// Says which zones' serials grow with which networks. The serials are published before this returns.
    package func serveZones(_ zones: [ServedZone]) async throws(RegistryError) {
        try await onThread { $0.serve(zones) }.get()
    }

    /// Ends after the work that is there, and lets go of the registry.
    package func stop() async {
        let isOver: Result<Void, RegistryError> = await onThread { thread in
            .success(thread.closeReaders(self.takeReaders()))
        }
        if case .failure = isOver { return }
        await withCheckedContinuation { continuation in
            guard mailbox.post({ $0.whenOver { continuation.resume() } }) else { return continuation.resume() }
            mailbox.close()
        }
    }

    /// Called on the thread that is to have all this.
    private func open() throws(RegistryError) -> WriterThread {
        guard let owner = owner.withLock({ $0.take() }) else { throw .request(.stopping) }
        let thread = try WriterThread(
            owner: owner, mailbox: mailbox, clock: clock, log: log, keepSeconds: keepSeconds, counters: counters,
            publication: publication())
        let pool = try owner.connections.readers()
        readers.withLock { $0 = pool }
        return thread
    }

    private func ask<V: Verb>(_ verb: V) async throws(RegistryError) -> V.Answer {
        guard let pool = readers.withLock({ $0 }) else { throw .request(.stopping) }
        let service: RegistryService = givesLeases.load(ordering: .relaxed) ? .namesAndLeases : .names
        do {
            return try await pool.read { [clock] database in
                try verb.perform(
                    in: Transaction(database, milliseconds: clock.milliseconds(), service: service))
            }
        } catch {
            throw RegistryError(error, path: file.path)
        }
    }

    private func takeReaders() -> DatabasePool? {
        readers.withLock { $0.take() }
    }

    private func onThread<Answer: Sendable>(
        _ work: @escaping @Sendable (WriterThread) -> Result<Answer, RegistryError>
    ) async -> Result<Answer, RegistryError> {
        await withCheckedContinuation { continuation in
            let isPosted = mailbox.post { continuation.resume(returning: work($0)) }
            if !isPosted { continuation.resume(returning: .failure(.request(.stopping))) }
        }
    }
}
