internal import DNSWire
package import Telemetry

/// What one thread has answered: plain numbers that only it touches, until it hands them over.
package struct NameTally: Sendable {
    /// Why a query got no answer.
    package enum Drop: Int, CaseIterable, Sendable {
        /// It is a response, a datagram too short to be answered, or the like.
        case unanswerable
        /// It came from a port that answers what is sent to it, or from ourselves.
        case loop
        /// The client is not served, and those get silence here.
        case notServed
        /// Its network got as many answers as it is given.
        case rateLimited

        package var name: String {
            switch self {
            case .unanswerable: "unanswerable"
            case .loop: "loop"
            case .notServed: "not-served"
            case .rateLimited: "rate-limited"
            }
        }
    }

    /// Types that are counted by name; the last place is for the others.
    private static let types: [RecordType] = [
        .a, .aaaa, .ptr, .ns, .cname, .soa, .mx, .txt, .srv, .svcb, .https, .any,
    ]
    private static let codes: [ResponseCode] = [
        .noError, .nameError, .refused, .formatError, .serverFailure, .notImplemented, .nameTooLong, .badVersion,
        .badCookie,
    ]

    private var byType = [UInt64](repeating: 0, count: types.count + 1)
    private var byCode = [UInt64](repeating: 0, count: codes.count + 1)
    private var drops = [UInt64](repeating: 0, count: Drop.allCases.count)
    /// Answers that were cut short because their client's network gets too many.
    private var cutShort: UInt64 = 0
    /// From when a batch was there until its replies were with the kernel.
    private var durations = DurationHistogram()

    package init() {}

    /// Counts what was asked and how it was answered.
    @inline(__always)
    mutating func count(_ type: RecordType, _ code: ResponseCode) {
        byType[Self.place(of: type)] &+= 1
        byCode[Self.place(of: code)] &+= 1
    }

    @inline(__always)
    mutating func count(_ drop: Drop) {
        drops[drop.rawValue] &+= 1
    }

    mutating func countCutShort() {
        cutShort &+= 1
    }

    /// - Parameter count: queries that took that long together.
    mutating func count(_ count: Int, took nanoseconds: UInt64) {
        durations.add(nanoseconds: nanoseconds, times: count)
    }

    @inline(__always)
    private static func place(of type: RecordType) -> Int {
        switch type {
        case .a: 0
        case .aaaa: 1
        default: types.firstIndex(of: type) ?? types.count
        }
    }

    @inline(__always)
    private static func place(of code: ResponseCode) -> Int {
        code == .noError ? 0 : codes.firstIndex(of: code) ?? codes.count
    }

    package mutating func add(_ other: NameTally) {
        byType.add(other.byType)
        byCode.add(other.byCode)
        drops.add(other.drops)
        cutShort &+= other.cutShort
        durations.add(other.durations)
    }

    /// Without letting go of its memory: a packet thread allocates nothing.
    mutating func removeAll() {
        byType.zero()
        byCode.zero()
        drops.zero()
        cutShort = 0
        durations.removeAll()
    }

    /// As metrics, one tally for each transport.
    package static func families(udp: NameTally, tcp: NameTally) -> [MetricFamily] {
        var queries = MetricFamily(
            "namesake_dns_queries_total", .counter, "DNS queries answered, by type and transport")
        var answers = MetricFamily(
            "namesake_dns_answers_total", .counter, "DNS answers, by response code and transport")
        var dropped = MetricFamily(
            "namesake_dns_dropped_total", .counter, "DNS messages that got no answer, by reason and transport")
        let cutShort = MetricFamily(
            "namesake_dns_cut_short_total", .counter,
            "DNS answers cut short by response rate limiting, so that honest clients ask again by TCP",
            Double(udp.cutShort))
        var durations = MetricFamily(
            "namesake_dns_answer_duration_seconds", .histogram,
            "Time from a batch of queries being there to its replies being sent, for each query of it")
        for (transport, tally) in [("udp", udp), ("tcp", tcp)] {
            for (index, count) in tally.byType.enumerated() {
                queries.add(
                    count,
                    ["transport": transport, "type": index < types.count ? "\(types[index])" : "other"])
            }
            for (index, count) in tally.byCode.enumerated() {
                answers.add(
                    count,
                    ["transport": transport, "rcode": index < codes.count ? "\(codes[index])" : "other"])
            }
            for drop in Drop.allCases {
                dropped.add(tally.drops[drop.rawValue], ["transport": transport, "reason": drop.name])
            }
            durations.add(tally.durations, ["transport": transport])
        }
        return [queries, answers, dropped, cutShort, durations]
    }
}
