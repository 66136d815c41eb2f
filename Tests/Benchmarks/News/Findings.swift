internal import Addresses
internal import Glibc

/// What the prober saw.
struct Findings: Sendable {
    /// Commit to answer, in microseconds.
    var delays: [Double] = []
    /// Answers that were neither the old state nor the new one.
    var wrong = 0
    /// The old state after the new one had been seen.
    var reverted = 0
    /// Questions without an answer.
    var lost = 0

    func delay(at share: Double) -> Double {
        let sorted = delays.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}

/// Asks for each sampled change until it shows.
///
/// - Parameter names: the machines' aliases, in wire form.
func probe(_ changes: LeaseChanges, _ names: [[UInt8]], port: UInt16, until end: UInt64) -> Findings {
    var findings = Findings()
    guard var asker = Asker(port: port) else { return findings }
    while Clock.nanoseconds() < end {
        guard let sample = changes.takeSample() else {
            usleep(50)
            continue
        }
        let before = sample.before.map(Asker.Answer.address) ?? .noData
        let after = sample.after.map(Asker.Answer.address) ?? .noData
        while true {
            let answer = asker.ask(names[sample.machine])
            let now = Clock.nanoseconds()
            guard answer != .nothing else {
                findings.lost += 1
                break
            }
            if answer == after {
                findings.delays.append(Double(now - sample.committed) / 1000)
                if asker.ask(names[sample.machine]) == before { findings.reverted += 1 }
                break
            }
            if answer != before {
                findings.wrong += 1
                break
            }
        }
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
    guard var asker = Asker(port: port) else { return seen }
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
