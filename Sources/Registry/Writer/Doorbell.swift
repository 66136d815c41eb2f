internal import Glibc
internal import Synchronization

/// Wakes the writer thread. Ringing a bell that has rung, or whose thread is awake, is one or two atomic operations.
final class Doorbell: Sendable {
    /// The ends of a pipe: whoever waits reads, whoever rings writes.
    private let reading: Int32
    private let writing: Int32
    private let hasRung = Atomic<Bool>(false)
    private let isWaiting = Atomic<Bool>(false)

    init() throws(RegistryError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw .file(.inputOutput(path: "pipe", reason: String(cString: strerror(errno))))
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        close(reading)
        close(writing)
    }

    func ring() {
        guard !hasRung.exchange(true, ordering: .sequentiallyConsistent) else { return }
        // Either this sees that the thread waits, or the thread, about to wait, sees that the bell has rung.
        guard isWaiting.load(ordering: .sequentiallyConsistent) else { return }
        var ring: UInt8 = 0
        _ = write(writing, &ring, 1)
    }

    /// Whether it has rung since this was last asked. To be asked before looking for work.
    func answer() -> Bool {
        hasRung.exchange(false, ordering: .sequentiallyConsistent)
    }

    /// Returns when it rings, or after that many milliseconds.
    func wait(milliseconds: Int32) {
        isWaiting.store(true, ordering: .sequentiallyConsistent)
        defer { isWaiting.store(false, ordering: .sequentiallyConsistent) }
        guard !hasRung.load(ordering: .sequentiallyConsistent) else { return }
        var request = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, milliseconds) > 0 else { return }
        var rings: UInt64 = 0
        _ = read(reading, &rings, MemoryLayout.size(ofValue: rings))
    }
}
