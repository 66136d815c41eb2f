internal import Addresses
internal import GRDB
internal import Glibc
internal import Logging

/// What the writer thread has to itself. Nothing here is touched by any other thread.
final class WriterThread {
    let store: WriterStore
    let book = LeaseBook()
    let publication: (any RegistryPublication)?
    let clock: WallClock
    let log: Logger
    let counters: WriterCounters
    var wheel: ExpiryWheel
    private var sweep = GuestSweep()
    private var historySweep: HistorySweep
    var agenda = EnvironmentAgenda()
    /// Environments whose time is over and that could not be deleted.
    var stuckEnvironments: Set<EnvironmentID> = []
    var serials = ZoneSerials()
    /// Let go of when the file is closed.
    private var owner: Owner?
    private let mailbox: Mailbox
    private var sources: [any LeaseSource] = []
    private var lastTick: Int64
    /// Rows that were skipped when everything was last read.
    var badRowCount = 0
    /// The second in which a broken store was last opened again.
    var lastRecovery: Int64 = 0
    private var afterwards: (() -> Void)?

    init(
        owner: Owner, mailbox: Mailbox, clock: WallClock, log: Logger, keepSeconds: Int64? = nil,
        counters: WriterCounters = WriterCounters(), publication: (any RegistryPublication)?
    ) throws(RegistryError) {
        self.owner = owner
        self.mailbox = mailbox
        self.clock = clock
        self.log = log
        self.publication = publication
        self.counters = counters
        store = try WriterStore(owner.connections)
        lastTick = clock.seconds
        wheel = ExpiryWheel(after: lastTick)
        historySweep = HistorySweep(keepSeconds: keepSeconds, at: lastTick)
        try reload()
        // What was due while nobody served is done before anything is answered.
        keepAgenda(at: lastTick)
    }

    /// Works until the mailbox is closed.
    func run() {
        // Every lease waits for this thread, which has little to do; queries, of which there may be any number, must not
        // keep it from its processor. Where that is not permitted, it takes its turn like the others.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, RegistryWriter.niceness)
        while !mailbox.isToEnd() {
            let hasRung = mailbox.doorbell.answer()
            tickIfDue()
            for job in mailbox.take() { job(self) }
            let pause = hasRung || moreIsWaiting || isToWake ? takeTurns() : .idle
            if case .idle = pause { forgetHistory() }
            rest(pause)
        }
        store.close()
        owner = nil
        afterwards?()
    }

    /// What is done for the registry.
    var service: RegistryService { sources.isEmpty ? .names : .namesAndLeases }

    func attach(_ source: any LeaseSource) {
        sources.append(source)
        moreIsWaiting = true
    }

    func closeReaders(_ pool: DatabasePool?) {
        try? pool?.close()
    }

    func whenOver(_ body: @escaping () -> Void) {
        afterwards = body
    }

    // MARK: Turns

    /// How the thread spends the time until there is work.
    private enum Pause {
        /// Until the bell rings or the next second begins.
        case idle
        /// Nothing, or for a moment in which packets gather.
        case gathering(sinceNanoseconds: UInt64)
    }

    private var moreIsWaiting = false
    /// When some source wants a turn without a signal.
    private var wake: Int64?

    private var isToWake: Bool {
        wake.map { $0 <= MonotonicClock.milliseconds } ?? false
    }

    /// A batch of more changes than a four-way exchange has means that many clients ask: then the next batch may grow for
    /// up to 1.5 ms after this one began, because a sync costs the same for one lease and for a hundred. A lone client is
    /// answered at once.
    private static let gatheringThreshold = 4
    private static let gatheringNanoseconds: UInt64 = 1_500_000

    private func takeTurns() -> Pause {
        moreIsWaiting = false
        wake = nil
        guard !sources.isEmpty else { return .idle }
        guard recoverIfNeeded() else {
            moreIsWaiting = true
            return .idle
        }
        let start = MonotonicClock.nanoseconds
        var changes = 0
        for source in sources {
            tickIfDue()
            let turn = LeaseTurn(
                book: book, now: lastTick, milliseconds: Int64(start / 1_000_000)
            ) { [unowned self] changes throws(LeaseCommitError) in
                try commit(changes)
            }
            source.takeTurn(turn)
            changes += turn.changeCount
            if turn.moreIsWaiting { moreIsWaiting = true }
            if let next = turn.wake { wake = min(next, wake ?? next) }
        }
        if moreIsWaiting && !store.isBroken { return .gathering(sinceNanoseconds: 0) }
        return changes > Self.gatheringThreshold ? .gathering(sinceNanoseconds: start) : .idle
    }

    private func rest(_ pause: Pause) {
        switch pause {
        case .idle:
            let second = 1000 - clock.milliseconds() % 1000
            let untilWake = wake.map { max(0, $0 - MonotonicClock.milliseconds) } ?? second
            mailbox.doorbell.wait(milliseconds: Int32(min(second, untilWake)))
        case .gathering(let start):
            let spent = MonotonicClock.nanoseconds &- start
            if spent < Self.gatheringNanoseconds { usleep(UInt32((Self.gatheringNanoseconds - spent) / 1000)) }
        }
    }

    // MARK: Seconds

    /// Tells which leases have ended, and makes the serials' pending steps, once a second; always before anything is
    /// decided at that second.
    private func tickIfDue() {
        let now = clock.seconds
        guard now != lastTick else { return }
        lastTick = now
        guard recoverIfNeeded() else { return }
        let expired = wheel.tick(to: now, in: book)
        if !expired.isEmpty { expire(expired) }
        stepPendingSerials(at: now)
        forgetGuests(at: now)
        keepAgenda(at: now)
    }

    /// The names have ceased to answer by themselves; what is left is to write it down and to let the serials know.
    private func expire(_ leases: [Lease]) {
        let events = leases.map { lease in
            LeaseChange.event(
                LeaseEvent(
                    kind: .leaseExpired, mac: lease.mac, address: lease.address, network: lease.network,
                    machine: lease.machine))
        }
        try? commit(events)
        publication?.publish(
            leases.compactMap { lease in lease.machine.map { PublishedLease(machine: $0, lease: nil) } })
    }

    private func forgetGuests(at now: Int64) {
        let changes = sweep.tick(at: now, in: book)
        guard !changes.isEmpty else { return }
        book.begin()
        for change in changes { book.apply(change) }
        try? commit(changes)
    }

    /// The second in which history was last looked at.
    private var lastForgetting: Int64 = 0

    /// A little of what is too old, at most once a second.
    private func forgetHistory() {
        guard historySweep.isDue(at: lastTick), lastForgetting != lastTick, !store.isBroken else { return }
        lastForgetting = lastTick
        var staged = historySweep
        guard (try? write { _ = try staged.step(in: $0.database, at: lastTick) }) != nil else { return }
        historySweep = staged
    }

    private func stepPendingSerials(at now: Int64) {
        var staged = serials
        let steps = staged.stepPending(at: now)
        guard !steps.isEmpty, (try? write { try $0.store(steps) }) != nil else { return }
        serials = staged
        publication?.publish(serials: steps)
    }
}
