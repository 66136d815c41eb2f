import Testing

@testable import LeaseServer

@Suite("Losses are told now and then")
struct LossReportTests {
    private let start = ContinuousClock.now

    @Test("Nothing is told of nothing")
    func nothing() {
        var report = LossReport()
        let news = [report.news(of: [:], at: start), report.news(of: [.lost: 0], at: start, isLast: true)]
        #expect(news == [nil, nil])
    }

    @Test("The first loss is told at once, then what was added, once a minute")
    func onceAMinute() {
        var report = LossReport()
        let first = report.news(of: [.lost: 3, .malformed: 0], at: start)
        #expect(first == [.lost: 3])
        let tooSoon = report.news(of: [.lost: 50], at: start + .seconds(59))
        #expect(tooSoon == nil)
        let later = report.news(of: [.lost: 60, .ignored(.unknownMAC): 7], at: start + .seconds(60))
        #expect(later == [.lost: 57, .ignored(.unknownMAC): 7])
        let same = report.news(of: [.lost: 60, .ignored(.unknownMAC): 7], at: start + .seconds(600))
        #expect(same == nil)
        let after = report.news(of: [.lost: 61, .ignored(.unknownMAC): 7], at: start + .seconds(601))
        #expect(after == [.lost: 1])
    }

    @Test("What has not been told is told at the end")
    func atTheEnd() {
        var report = LossReport()
        let first = report.news(of: [.lost: 1], at: start)
        let last = report.news(of: [.lost: 4], at: start + .seconds(1), isLast: true)
        #expect(first == [.lost: 1] && last == [.lost: 3])
    }

    @Test("An hour of a flood is sixty lines")
    func flood() {
        var report = LossReport()
        var lines = 0
        for second in 0..<3600 {
            if report.news(of: [.lost: UInt64(second) * 1000 + 1], at: start + .seconds(second)) != nil { lines += 1 }
        }
        #expect(lines == 60)
    }

    @Test("A failure is what should have been answered")
    func failures() {
        for loss in [.lost, .unsendable, .refused, .ignored(.tooManyPackets)] as [Loss] { #expect(loss.isFailure) }
        for loss in [.malformed, .ignored(.unknownMAC), .ignored(.foreignServer)] as [Loss] { #expect(!loss.isFailure) }
    }
}
