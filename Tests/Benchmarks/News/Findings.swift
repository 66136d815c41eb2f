internal import Glibc
internal import NameServer

/// What the prober saw.
struct Findings: Sendable {
    /// From the commit's return to an answer that shows the change, made inside the process.
    var inside = Delays()
    /// From the commit's return to such an answer over a socket.
    var outside = Delays()
    /// What a question for a name that does not change takes at the same time: the part that is no news.
    var usual = Delays()
    /// Answers that were neither the old state nor the new one, or the old one after the new one.
    var wrong = 0
    /// Changes that a first question inside did not show.
    var late = 0
    /// Questions without an answer.
    var lost = 0
}

/// In microseconds.
struct Delays: Sendable {
    private var all: [Double] = []

    var count: Int { all.count }

    mutating func note(since start: UInt64) {
        all.append(Double(Clock.nanoseconds() - start) / 1000)
    }

    func at(_ share: Double) -> Double {
        let sorted = all.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}

/// Asks for the newest change until it shows, then for the next one.
///
/// - Parameters:
///   - names: the machines' aliases, in wire form.
///   - steady: a name that does not change.
func probe(
    _ changes: LeaseChanges, _ data: NameData, _ names: [[UInt8]], steady: [UInt8], port: UInt16, until end: UInt64
) -> Findings {
    var findings = Findings()
    guard var inside = InsideAsker(data: data), var outside = SocketAsker(port: port) else { return findings }
    // What is measured is the server's delay, not how long this thread waits for a processor.
    var first = sched_param(sched_priority: 1)
    _ = sched_setscheduler(0, SCHED_FIFO, &first)
    while Clock.nanoseconds() < end {
        guard let sample = changes.nextSample() else { continue }
        let before = sample.before.map(Answer.address) ?? .noData
        let after = sample.after.map(Answer.address) ?? .noData
        let name = names[sample.machine]
        var answer = inside.ask(name)
        if answer != after { findings.late += 1 }
        while answer == before { answer = inside.ask(name) }
        findings.inside.note(since: sample.committed)
        if answer != after { findings.wrong += 1 }
        answer = outside.ask(name)
        findings.outside.note(since: sample.committed)
        if answer == .nothing { findings.lost += 1 } else if answer != after { findings.wrong += 1 }
        let asked = Clock.nanoseconds()
        _ = outside.ask(steady)
        findings.usual.note(since: asked)
    }
    return findings
}

/// Asks for the names of an environment over and over while it is cloned.
///
/// - Returns: how many questions were asked before and after it appeared, and how often a name of it was not there after
///   another one had been.
func watchClone(
    _ names: [[UInt8]], port: UInt16, until end: UInt64
) -> (before: Int, after: Int, missing: Int) {
    var seen = (before: 0, after: 0, missing: 0)
    guard var asker = SocketAsker(port: port) else { return seen }
    var isThere = false
    while Clock.nanoseconds() < end {
        for name in names {
            switch asker.ask(name) {
            case .nothing: continue
            case .noName: if isThere { seen.missing += 1 } else { seen.before += 1 }
            case .noData, .address:
                isThere = true
                seen.after += 1
            }
        }
    }
    return seen
}
