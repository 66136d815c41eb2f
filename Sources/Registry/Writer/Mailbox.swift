internal import Synchronization

/// Work for the writer thread, from anywhere.
final class Mailbox: Sendable {
    /// Something to do with the thread's own state.
    typealias Job = @Sendable (WriterThread) -> Void

    private struct State {
        var jobs: [Job] = []
        var isClosing = false
        var isClosed = false
    }

    private let state = Mutex(State())
    let doorbell: Doorbell

    init() throws(RegistryError) {
        doorbell = try Doorbell()
    }

    /// - Returns: `false` if nobody will take it any more.
    func post(_ job: @escaping Job) -> Bool {
        let isOpen = state.withLock { state in
            guard !state.isClosed else { return false }
            state.jobs.append(job)
            return true
        }
        if isOpen { doorbell.ring() }
        return isOpen
    }

    /// Everything that was posted, in order.
    func take() -> [Job] {
        state.withLock { state in
            let jobs = state.jobs
            state.jobs = []
            return jobs
        }
    }

    /// Asks the thread to end after the jobs that are there.
    func close() {
        state.withLock { $0.isClosing = true }
        doorbell.ring()
    }

    /// Whether the thread is to end now; from then on nothing can be posted.
    func isToEnd() -> Bool {
        state.withLock { state in
            guard state.isClosing, state.jobs.isEmpty else { return false }
            state.isClosed = true
            return true
        }
    }
}
