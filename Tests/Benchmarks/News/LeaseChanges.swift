internal import Addresses
internal import Dispatch
internal import Registry
internal import Synchronization

/// A change that was just committed, and what its alias must answer from then on.
struct Sample: Sendable {
    let machine: Int
    /// `nil`: nothing.
    let before: IPv4Address?
    let after: IPv4Address?
    /// When the commit returned, in nanoseconds of the monotonic clock.
    let committed: UInt64
}

/// A lease source that makes lease changes at a rate, as many clients' packets would: a lease begins, moves to another
/// address, ends, and begins anew, machine after machine.
final class LeaseChanges: LeaseSource {
    private let rate: Int
    private let machines: Int
    private let book: BulkBook
    private let progress = Mutex(Progress())
    private let newest = Mutex<Sample?>(nil)
    /// Rings when there is a new sample: whoever waits for it takes no processor from the server.
    private let bell = DispatchSemaphore(value: 0)
    private let isAwaited = Atomic(false)

    struct Progress {
        var began: UInt64 = 0
        var made = 0
        var failed = 0
        var isOn = false
    }

    init(rate: Int, machines: Int) {
        self.rate = rate
        self.machines = machines
        book = BulkBook()
    }

    func begin() {
        progress.withLock {
            $0.began = Clock.nanoseconds()
            $0.isOn = true
        }
    }

    func end() { progress.withLock { $0.isOn = false } }

    var total: (made: Int, failed: Int) { progress.withLock { ($0.made, $0.failed) } }

    /// Waits for the next change that is committed; one that was committed while nobody waited would have grown old.
    ///
    /// - Returns: `nil` after a tenth of a second without one.
    func nextSample() -> Sample? {
        while bell.wait(timeout: .now()) == .success {}
        isAwaited.store(true, ordering: .releasing)
        guard bell.wait(timeout: .now() + .milliseconds(100)) == .success else { return nil }
        return newest.withLock { $0 }
    }

    func takeTurn(_ turn: LeaseTurn) {
        let (first, due) = progress.withLock { progress in
            guard progress.isOn else { return (0, 0) }
            let elapsed = Double(Clock.nanoseconds() - progress.began) / 1e9
            return (progress.made, max(0, min(256, Int(elapsed * Double(rate)) - progress.made)))
        }
        guard due > 0 else { return }
        var changes: [LeaseChange] = []
        var last: (Int, IPv4Address?, IPv4Address?) = (0, nil, nil)
        turn.book.begin()
        for number in first..<first + due {
            let step = book.change(number, of: machines, now: turn.now)
            for change in step.changes { turn.book.apply(change) }
            changes += step.changes
            last = (step.machine, step.before, step.after)
        }
        do {
            try turn.commit(changes)
            let sample = Sample(machine: last.0, before: last.1, after: last.2, committed: Clock.nanoseconds())
            if isAwaited.exchange(false, ordering: .acquiringAndReleasing) {
                newest.withLock { $0 = sample }
                bell.signal()
            }
            progress.withLock { $0.made += due }
        } catch {
            progress.withLock { $0.failed += 1 }
        }
    }
}

/// The registry that the benchmarks make: machine `n` (from 0) has the MAC 00-1B-01-00-00-01 + n and the address
/// 10.1.0.0 + n.
struct BulkBook: Sendable {
    private static let mac: UInt64 = 0x001B_0100_0001
    private static let address = IPv4Address(10, 1, 0, 0).rawValue
    /// Where a lease moves to.
    private static let other = IPv4Address(10, 129, 0, 0).rawValue
    private static let network = NetworkID(rawValue: 1)

    /// Change number `number`: the first `machines` changes move each machine's lease, the next end it, the next begin it
    /// where it was first, and so on.
    func change(
        _ number: Int, of machines: Int, now: Int64
    ) -> (machine: Int, before: IPv4Address?, after: IPv4Address?, changes: [LeaseChange]) {
        // Neighbours are far apart, as clients are.
        let machine = number &* 7919 % machines
        let mac = MACAddress(rawValue: Self.mac + UInt64(machine)) ?? .zero
        let home = IPv4Address(rawValue: Self.address + UInt32(machine))
        let away = IPv4Address(rawValue: Self.other + UInt32(machine))
        func event(_ kind: LeaseEvent.Kind, _ address: IPv4Address) -> LeaseChange {
            .event(
                LeaseEvent(
                    kind: kind, mac: mac, address: address, network: Self.network,
                    machine: MachineID(rawValue: Int64(machine + 1))))
        }
        func lease(_ address: IPv4Address, _ state: LeaseState) -> LeaseChange {
            .put(
                Lease(
                    mac: mac, address: address, network: Self.network, machine: MachineID(rawValue: Int64(machine + 1)),
                    state: state, starts: now, expires: state == .bound ? now + 600 : now, clientIdentifier: nil))
        }
        switch number / machines % 3 {
        case 0: return (machine, home, away, [.drop(mac), lease(away, .bound), event(.leaseBegan, away)])
        case 1: return (machine, away, nil, [lease(away, .released), event(.leaseReleased, away)])
        default: return (machine, nil, home, [.drop(mac), lease(home, .bound), event(.leaseBegan, home)])
        }
    }
}
